import { and, getTableColumns, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import type { keyset, Order, WithCursor } from './keyset.ts'

/** Which rows of a table a list has, and in which order. */
export interface ListRows {
  table: PgTable
  /** Another table that leads to the rows, each at most once. */
  guide?: { table: SQLWrapper; on: SQL } | undefined
  where: SQL | undefined
  order: Order
}

/** Rows as a table, `parent`, with their UUIDs as `id`. */
export function parentRows(ids: readonly string[]): SQL {
  return sql`unnest(${sql.param(ids)}::uuid[]) as parent(id)`
}

/**
 * Reads a page of rows for each of many parents, in one statement.
 * @param parentIds the UUIDs of the parents
 * @param rows which rows one parent has, whose UUID is `parent.id`
 * @param asked what a page asks
 * @returns the pages one after the other, all of it in the order of the list
 */
export async function readLateral<Row>(
  db: Database,
  parentIds: readonly string[],
  { table, guide, where, order }: ListRows,
  asked: ReturnType<typeof keyset>['asked'],
): Promise<{ parentId: string; row: WithCursor<Row> }[]> {
  const columns = getTableColumns(table)
  const query = db
    .select({ ...columns, pageSort: sql`${order.sort}`.as('page_sort'), pageId: sql`${order.id}`.as('page_id') })
    .from(table)
  // Drizzle's types cannot follow a table that is a parameter: hence the casts.
  if (guide) query.innerJoin(guide.table as SQL, guide.on)
  const page = query
    .where(and(where, asked.where))
    .orderBy(...asked.inOrder())
    .limit(asked.limit)
    .as('page') as unknown as Record<string, SQLWrapper>
  const inPage = [sql`page.page_sort`, sql`page.page_id`]
  return (await db
    .select({
      parentId: sql<string>`parent.id`,
      row: {
        ...Object.fromEntries(Object.keys(columns).map((name) => [name, page[name]])),
        pageSort: sql`page.page_sort::text`,
        pageId: sql`page.page_id::text`,
      } as never,
    })
    .from(parentRows(parentIds))
    .crossJoinLateral(page as never)
    .orderBy(...asked.inOrder(inPage))) as unknown as { parentId: string; row: WithCursor<Row> }[]
}
