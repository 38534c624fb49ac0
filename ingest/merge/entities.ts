import { sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import type { actorExternalIds, actorNames, ActorRow, actors, actorSpellings } from '../../database/tables/actor.ts'
import type { placeExternalIds, placeNames, PlaceRow, places, placeSpellings } from '../../database/tables/place.ts'
import { toId } from '../../database/values/ids.ts'
import { InvalidReportError } from '../format/problem.ts'
import { EventConflictError, type ExpectedVersion } from '../history/expect-version.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import type { RevisionDraft } from '../history/revisions.ts'

type Row = ActorRow | PlaceRow

/** So many events are changed at a time: all that is said of them is held against what was said before. */
const EVENTS_AT_ONCE = 500

/**
 * Checks that actors or places that are to be one are what whoever merges them takes them for.
 * @param tx a transaction of whoever holds the lock of those who write
 * @param table of them
 * @param seen the one that stays, and the others
 * @param areAlike whether one of the others can be the one that stays, by their kinds
 * @returns their rows, in the order in which they are given
 * @throws {EventConflictError} where there is none, it has another version, or it is merged already
 * @throws {InvalidReportError} where they are of kinds that cannot be one
 */
export async function assertMergeable<Table extends typeof actors | typeof places>(
  tx: Database,
  table: Table,
  seen: readonly Required<ExpectedVersion>[],
  areAlike: (other: Row['kind'], stays: Row['kind']) => boolean,
): Promise<[stays: Table['$inferSelect'], ...others: Table['$inferSelect'][]]> {
  const found = (await tx
    .select()
    .from(table as PgTable)
    .where(
      inUuids(
        table.id,
        seen.map(({ id }) => id),
      ),
    )) as Row[]
  const rows = new Map(found.map((row) => [row.id, row]))
  const concept = 'countryId' in table ? 'actor' : 'place'
  const [stays, ...others] = seen.map(({ id, expectedVersion, at }) => {
    const row = rows.get(id)
    if (row === undefined) throw new EventConflictError('NOT_FOUND', at.event, `There is no ${concept} of this id.`)
    if (row.mergedIntoId !== null) {
      const done = `${row.mergedBy} has merged it into ${toId(concept, row.mergedIntoId)}: ${row.mergedReason}`
      throw new EventConflictError('CONFLICT', at.event, `The ${concept} is merged already: ${done}`)
    }
    if (row.version !== expectedVersion) {
      const message = `The ${concept} has version ${row.version}, not ${expectedVersion}: others were merged into it. Read it again, and decide anew.`
      throw new EventConflictError('CONFLICT', at.expectedVersion, message)
    }
    return row
  }) as [Row, ...Row[]]
  const problems = others.flatMap(({ kind, name }, n) =>
    areAlike(kind, stays.kind)
      ? []
      : [
          {
            path: seen[n + 1]!.at.event,
            message: `"${name}" is of the kind ${kind}, and "${stays.name}" of the kind ${stays.kind}.`,
          },
        ],
  )
  if (problems.length > 0) throw new InvalidReportError(problems)
  return [stays, ...others]
}

/**
 * Makes actors or places say what stands for them.
 * @param tx a transaction
 * @param table of them
 * @param into the UUID of the one that stays
 * @param merged the UUIDs of the others
 * @param deed why, and who
 */
export async function markMerged(
  tx: Database,
  table: typeof actors | typeof places,
  into: string,
  merged: readonly string[],
  { reason, by }: AuditInfo,
): Promise<void> {
  await tx.execute(sql`update ${table} set version = version + 1, merged_into_id = ${into}, merged_reason = ${reason}, merged_by = ${by}, merged_at = now()
    where ${inUuids(table.id, merged)}`)
  await tx.execute(sql`update ${table} set version = version + 1 where ${table.id} = ${into}`)
}

/**
 * Gives the rows that tell of several to the one that stays, as far as it has none like them.
 * @param tx a transaction
 * @param table whose rows they are
 * @param owner its column of those of whom it tells
 * @param into the UUID of the one that stays
 * @param merged the UUIDs of the others
 * @param keep which rows still say something; all where left out
 */
export async function moveRows<Table extends PgTable>(
  tx: Database,
  table: Table,
  owner: keyof Table['$inferSelect'] & string,
  into: string,
  merged: readonly string[],
  keep: (row: Table['$inferSelect']) => boolean = () => true,
): Promise<Table['$inferSelect'][]> {
  const column = (table as unknown as Record<string, PgColumn>)[owner]!
  const rows = (await tx
    .select()
    .from(table as PgTable)
    .where(inUuids(column, merged))) as Table['$inferSelect'][]
  await tx.delete(table).where(inUuids(column, merged))
  const given = rows.map((row) => ({ ...row, [owner]: into })).filter((row) => keep(row))
  await insertNewRows(tx, table, given as never)
  return given
}

/** The tables in which names and identifiers are. */
interface NameTables {
  names: typeof actorNames | typeof placeNames
  ids: typeof actorExternalIds | typeof placeExternalIds
  spellings: typeof actorSpellings | typeof placeSpellings
}

/**
 * Gives names and identifiers to the one that stays; the first name of another is an alias of it.
 * @param tx a transaction
 * @param tables where they are
 * @param owner the column of those who bear them
 * @param into the UUID of the one that stays
 * @param others the rows of the others
 * @returns the names that it has gained, to be looked up by
 */
export async function moveNames(
  tx: Database,
  { names, ids, spellings }: NameTables,
  owner: 'actorId' | 'placeId',
  into: string,
  others: readonly Pick<Row, 'id' | 'name'>[],
): Promise<{ id: string; name: string }[]> {
  const uuids = others.map(({ id }) => id)
  const columnOf = (table: PgTable) => (table as unknown as Record<string, PgColumn>)[owner]!
  const given = await moveRows(tx, names as typeof actorNames, owner as 'actorId', into, uuids)
  const aliases = others.map(({ name }) => ({ [owner]: into, name, kind: 'ALIAS' as const }))
  await insertNewRows(tx, names, aliases as never)
  await tx
    .update(ids)
    .set({ [owner]: into } as never)
    .where(inUuids(columnOf(ids), uuids))
  await tx.delete(spellings).where(inUuids(columnOf(spellings), uuids))
  return [...others, ...given].map(({ name }) => ({ id: into, name }))
}

/**
 * Changes very many events alike.
 * @param tx a transaction
 * @param ids their UUIDs
 * @param deed why, and who
 * @param change makes the change in some of them
 * @returns what is to be entered into the history
 */
export async function reviseMany(
  tx: Database,
  ids: readonly string[],
  auditInfo: AuditInfo,
  change: (some: readonly string[]) => Promise<void>,
): Promise<RevisionDraft[]> {
  const history: RevisionDraft[] = []
  const ordered = ids.toSorted()
  for (let start = 0; start < ordered.length; start += EVENTS_AT_ONCE) {
    const some = ordered.slice(start, start + EVENTS_AT_ONCE)
    history.push(...(await reviseEvents(tx, some, auditInfo, () => change(some))))
  }
  return history
}
