import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import type { ActorRow, actors } from '../../database/tables/actor.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import type { PlaceRow, places } from '../../database/tables/place.ts'
import { toId } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { NamedRow } from '../derived/spellings.ts'
import { InvalidReportError } from '../format/problem.ts'
import { EventConflictError, type ExpectedVersion } from '../history/expect-version.ts'
import { assertEntityVersion } from '../history/revise-entities.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import type { RevisionDraft } from '../history/revisions.ts'
import { findErased } from '../resolve/erased.ts'

type Row = ActorRow | PlaceRow

/** Limits the memory of a merge: `reviseEvents` keeps two snapshots of each event of a batch. */
const EVENTS_PER_BATCH = 500

/**
 * Checks that actors or places can be merged and are in the state that the client expects.
 * @param tx a transaction that holds the write lock
 * @param canMerge whether a row of the first kind can be merged into a row of the second kind
 * @returns the rows to merge into the target, in the given order
 * @throws {EventConflictError} if one does not exist, has another version, or is already merged
 * @throws {InvalidReportError} if their kinds cannot be merged
 */
export async function assertMergeable<Table extends typeof actors | typeof places>(
  tx: Database,
  table: Table,
  target: Required<ExpectedVersion>,
  merged: readonly Required<ExpectedVersion>[],
  canMerge: (kind: Row['kind'], targetKind: Row['kind']) => boolean,
): Promise<Table['$inferSelect'][]> {
  const concept = 'countryId' in table ? 'actor' : 'place'
  const all = [target, ...merged]
  for (const expected of all) await assertEntityVersion(tx, concept, expected)
  const erased = await findErased(
    tx,
    all.map(({ id }) => id),
  )
  for (const { id, at } of all.filter((expected) => erased.has(expected.id))) {
    throw new EventConflictError('NOT_FOUND', at.event, `The ${concept} ${toId(concept, id)} was erased.`)
  }
  const storedRows = (await tx
    .select()
    .from(table as PgTable)
    .where(
      inUuids(
        table.id,
        all.map(({ id }) => id),
      ),
    )) as Row[]
  const rowById = new Map(storedRows.map((row) => [row.id, row]))
  const targetRow = rowById.get(target.id)
  const checked = merged.flatMap(({ id, at }) => {
    const row = rowById.get(id)
    return row ? [{ row, path: at.event }] : []
  })
  const problems = checked.flatMap(({ row: { kind, name }, path }) => {
    if (targetRow === undefined || canMerge(kind, targetRow.kind)) return []
    const message = `${showValue(name)} of kind ${kind} cannot be merged into ${showValue(targetRow.name)} of kind ${targetRow.kind}.`
    return [{ path, message }]
  })
  if (problems.length > 0) throw new InvalidReportError(problems)
  return checked.map(({ row }) => row)
}

/** Marks actors or places as merged. Call it within `reviseEntities`. */
export async function markMerged(
  tx: Database,
  table: typeof actors | typeof places,
  targetId: string,
  mergedIds: readonly string[],
  { reason, by }: AuditInfo,
): Promise<void> {
  await tx.execute(sql`update ${table} set merged_into_id = ${targetId}, merged_reason = ${reason}, merged_by = ${by}, merged_at = now()
    where ${inUuids(table.id, mergedIds)}`)
}

/**
 * Moves the rows of a merged object to the target. A row that the target already has is deleted.
 * @param owner the name of the column with the UUID of the owner
 * @param isKept whether a moved row is kept; the default keeps all rows
 * @returns the moved rows, including those that the target already had
 */
export async function moveRows<Table extends PgTable>(
  tx: Database,
  table: Table,
  owner: keyof Table['$inferSelect'] & string,
  targetId: string,
  mergedId: string,
  isKept: (row: Table['$inferSelect']) => boolean = () => true,
): Promise<Table['$inferSelect'][]> {
  const column = columnOf(table, owner)
  const rows = (await tx
    .select()
    .from(table as PgTable)
    .where(eq(column, mergedId))) as Table['$inferSelect'][]
  await tx.delete(table).where(eq(column, mergedId))
  const movedRows = rows.map((row) => ({ ...row, [owner]: targetId })).filter((row) => isKept(row))
  await insertNewRows(tx, table, movedRows as Table['$inferInsert'][])
  return movedRows
}

function columnOf(table: PgTable, name: string): PgColumn {
  const column = getTableColumns(table)[name]
  if (column === undefined) throw new RangeError(`The table has no column ${name}.`)
  return column
}

/**
 * Moves the names and external ids of a merged actor or place to the target. Its main name becomes an alias of the
 * target.
 * @returns the names that the target gained, for the table of spellings
 */
export async function moveNames(
  tx: Database,
  { concept, names, externalIds, externalIdOwner, spellings, spellingOwner, owner }: EntityTables,
  targetId: string,
  { id, name }: Pick<Row, 'id' | 'name'>,
): Promise<NamedRow[]> {
  const movedNames = (await moveRows(tx, names, owner, targetId, id)) as { name: string }[]
  await insertNewRows(tx, names, [{ [owner]: targetId, name, kind: 'ALIAS' as const }])
  await tx.execute(sql`update ${externalIds} set ${sql.identifier(`${concept}_id`)} = ${targetId}
    where ${externalIdOwner} = ${id}`)
  await tx.delete(spellings).where(eq(spellingOwner, id))
  return [{ name }, ...movedNames].map((moved) => ({ id: targetId, name: moved.name }))
}

/** The kinds of the revisions of a merge: MERGED for the merged objects, CORRECTED for the target. */
export function mergeKinds(mergedIds: readonly string[]) {
  return (id: string) => (mergedIds.includes(id) ? ('MERGED' as const) : ('CORRECTED' as const))
}

/**
 * Makes one change in any number of events, in batches.
 * @param ids UUIDs
 * @returns the revisions to append to the history
 */
export async function reviseMany(
  tx: Database,
  ids: readonly string[],
  auditInfo: AuditInfo,
  change: (batchIds: readonly string[]) => Promise<void>,
): Promise<RevisionDraft[]> {
  const revisions: RevisionDraft[] = []
  const sortedIds = ids.toSorted()
  for (let start = 0; start < sortedIds.length; start += EVENTS_PER_BATCH) {
    const batchIds = sortedIds.slice(start, start + EVENTS_PER_BATCH)
    revisions.push(...(await reviseEvents(tx, batchIds, auditInfo, () => change(batchIds))))
  }
  return revisions
}
