import { and, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import type { Planning } from '../../database/fast-reads.ts'
import { constant } from '../../database/sql/conditions.ts'
import { readMapped } from '../../database/sql/read.ts'
import type { Context } from '../builder/context.ts'
import { COUNT_CAP, pageColumns, type Order, type PageQuery, type WithCursor } from './keyset.ts'

/** The rows of a list, without their order. */
export interface CountedRows {
  table: PgTable
  /** A table to join that drives the query; it must match each row at most once. */
  drivingTable?: { table: SQLWrapper; on: SQL } | undefined
  where: SQL | undefined
}

/** The rows of a list and their order. */
export interface ListRows extends CountedRows {
  order: Order
  /** EACH_TIME by default. */
  planning?: Planning
}

/**
 * A table `parent` with one column, `id`, of UUIDs. PostgreSQL plans for the value of a single one, which may have far
 * more rows than others: it read all events of the busiest actor for a page of 20.
 */
export function parentRows(ids: readonly string[]): SQL {
  const [id, ...others] = ids
  if (id !== undefined && others.length === 0) return sql`(select ${id}::uuid as id) as parent`
  return sql`unnest(${sql.param(ids)}::uuid[]) as parent(id)`
}

/** A subquery with one row for each row of a list, up to one more than `COUNT_CAP`. */
export function cappedRows(db: Database, { table, drivingTable, where }: CountedRows) {
  const query = db.select({ one: sql`1`.as('one') }).from(table)
  if (drivingTable) query.innerJoin(drivingTable.table as SQL, drivingTable.on)
  return query
    .where(where)
    .limit(COUNT_CAP + 1)
    .as('capped')
}

/**
 * Reads a page of rows for each of many parents, in one statement.
 * @param rows the rows of one parent, whose UUID is `parent.id`
 * @param needsCursor whether the positions are read even if no cursor is selected
 * @returns the rows of all parents, merged in the order of the list
 */
export async function readLateral<Row>(
  context: Context,
  parentIds: readonly string[],
  { table, drivingTable, where, order, planning = 'EACH_TIME' }: ListRows,
  pageQuery: PageQuery,
  needsCursor = false,
): Promise<{ parentId: string; row: WithCursor<Row> }[]> {
  const { db } = context
  const inPage = { sort: sql`page.page_sort`, id: sql`page.page_id` }
  const { columns, cursor, toRow } = pageColumns<WithCursor<Row>>(table, inPage, context, needsCursor)
  const query = db
    .select({ ...columns, pageSort: sql`${order.sort}`.as('page_sort'), pageId: sql`${order.id}`.as('page_id') })
    .from(table)
  // Drizzle cannot type the columns of a table that is a parameter; the casts below are for that reason.
  if (drivingTable) query.innerJoin(drivingTable.table as SQL, drivingTable.on)
  const page = query
    .where(and(where, pageQuery.where))
    .orderBy(...pageQuery.orderBy())
    .limit(constant(pageQuery.limit))
    .as('page')
  const columnsOfPage = page as unknown as Record<string, SQLWrapper>
  const pages = db
    .select({
      row: {
        ...Object.fromEntries(Object.keys(columns).map((name) => [name, columnsOfPage[name]])),
        ...cursor,
      } as Record<string, SQL>,
      parentId: sql<string>`parent.id`,
    })
    .from(parentRows(parentIds))
    .crossJoinLateral(page)
    .orderBy(...pageQuery.orderBy([inPage.sort, inPage.id]))
  return readMapped(db, pages, (values) => ({ parentId: values.at(-1) as string, row: toRow(values) }), planning)
}
