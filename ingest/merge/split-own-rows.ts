import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { deleteJson, keyOf, readCurrent, type JsonRow } from '../../database/sql/json-rows.ts'
import { readLaterMerges, type OwnMerge } from './later-merges.ts'
import { identityColumns, identityOf, OtherMerges, saveOrigin, withOwner } from './origins.ts'
import { returnRows } from './return-rows.ts'
import { recordChanges } from './row-changes.ts'

/**
 * Returns the rows of an actor or place that are not rows of events to what they would be without its merge. The later
 * merges that have changed these rows too are undone, latest first, and are made again afterwards: so a row that leads to
 * two merged objects, or that several had, ends where the merges that still stand put it.
 */
export async function splitOwnRows(tx: Database, own: OwnMerge): Promise<void> {
  const later = await readLaterMerges(tx, own)
  const deletedRows = new Map<OwnMerge, Set<string>>()
  for (const merge of later.toReversed()) {
    deletedRows.set(merge, await findDeletedRows(tx, merge))
    await undo(tx, merge)
  }
  await undo(tx, own)
  for (const merge of later) await repeat(tx, merge, deletedRows.get(merge) ?? new Set())
}

async function undo(tx: Database, { origin, rows }: OwnMerge): Promise<void> {
  await returnRows(
    tx,
    origin,
    rows.tables.map((table) => ({ table })),
    OtherMerges.none(),
  )
}

/** Makes a merge again, without the rows that were deleted from the target since, and replaces its record. */
async function repeat(tx: Database, { origin, rows }: OwnMerge, deletedRows: ReadonlySet<string>): Promise<void> {
  const { targetId, mergedId } = origin
  const changes = await recordChanges(tx, rows.scopesOf(targetId, mergedId), async () => {
    await rows.move(tx, targetId, mergedId)
  })
  for (const table of rows.tables) {
    const ofTable = changes[getTableName(table)]
    if (ofTable === undefined) continue
    const isDeleted = (row: JsonRow) => deletedRows.has(textOf(table, row))
    await deleteJson(tx, table, ofTable.added.filter(isDeleted))
    ofTable.added = ofTable.added.filter((row) => !isDeleted(row))
  }
  await saveOrigin(tx, { ...origin, changes })
}

/** @returns the rows that a merge has given the target, or that the target had, and that a correction has deleted */
async function findDeletedRows(tx: Database, { origin, rows }: OwnMerge): Promise<Set<string>> {
  const deleted = new Set<string>()
  for (const table of rows.tables) {
    const { removed, added } = origin.changes[getTableName(table)] ?? { removed: [], added: [] }
    const addedKeys = new Set(added.map((row) => keyOf(table, row)))
    const moved = removed
      .filter((row) => !addedKeys.has(keyOf(table, row)))
      .map((row) => withOwner(row, origin.mergedId, origin.targetId))
      .filter((row) => Object.values(row).filter((value) => value === origin.targetId).length === 1)
    const removedKeys = new Set(removed.map((row) => keyOf(table, row)))
    const given = [...moved, ...added.filter((row) => !removedKeys.has(keyOf(table, row)))]
    const current = await readCurrent(tx, table, given, identityColumns(table))
    const currentTexts = new Set(current.map((row) => textOf(table, row)))
    for (const row of given) if (!currentTexts.has(textOf(table, row))) deleted.add(textOf(table, row))
  }
  return deleted
}

function textOf(table: PgTable, row: JsonRow): string {
  return `${getTableName(table)} ${identityOf(table, row)}`
}
