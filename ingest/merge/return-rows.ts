import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import {
  deleteJson,
  insertJson,
  keyColumns,
  keyOf,
  readCurrent,
  updateJson,
  type JsonRow,
} from '../../database/sql/json-rows.ts'
import type { RowChanges } from '../../database/tables/merge-origin.ts'
import { withOwner, type MergeOrigin, type OtherMerges } from './origins.ts'

/** A table whose rows a merge moves, and a split returns. */
export interface ReturnedTable {
  table: PgTable
  /** True if the merge leaves out rows that the target has already, so that several merges can share a row. */
  isShared?: boolean
  /** True if a row returns only while the target still has it; by default what the merged object had returns anyway. */
  mustExist?: boolean
}

/**
 * Returns the rows that a merge of an actor or place has moved. What was corrected since stays as it was corrected: a
 * changed row returns with its new values, and a row that the target no longer has does not return if it says so.
 * @param tables in the order of their foreign keys
 * @returns the rows that did not return
 */
export async function returnRows(
  tx: Database,
  origin: MergeOrigin,
  tables: readonly ReturnedTable[],
  others: OtherMerges,
): Promise<{ table: PgTable; row: JsonRow }[]> {
  const missing: { table: PgTable; row: JsonRow }[] = []
  for (const returned of tables) {
    const changes = origin.changes[getTableName(returned.table)]
    if (changes === undefined) continue
    const rows = await returnRowsOf(tx, origin, returned, changes, others)
    missing.push(...rows.map((row) => ({ table: returned.table, row })))
  }
  return missing
}

async function returnRowsOf(
  tx: Database,
  { mergedId, targetId, ordinal }: MergeOrigin,
  { table, isShared = false, mustExist = false }: ReturnedTable,
  { removed, added }: RowChanges,
  others: OtherMerges,
): Promise<JsonRow[]> {
  const key = (row: JsonRow) => keyOf(table, row)
  const addedByKey = new Map(added.map((row) => [key(row), row]))
  const moved = removed.map((row) => withOwner(row, mergedId, targetId))
  const current = await readCurrent(tx, table, [...added, ...moved])
  const currentByKey = new Map(current.map((row) => [key(row), row]))
  const deleted: JsonRow[] = []
  const inserted: JsonRow[] = []
  const updated: JsonRow[] = []
  const missing: JsonRow[] = []
  const leave = (row: JsonRow) => {
    const taken = isShared ? others.takeOver(table, row) : undefined
    if (taken !== undefined) inserted.push(taken)
  }
  for (const [i, row] of removed.entries()) {
    const addedRow = addedByKey.get(key(row))
    const movedRow = moved[i] ?? row
    if (addedRow !== undefined) {
      // The merge changed a row under its key, such as the member of a membership.
      const now = currentByKey.get(key(row))
      if (now === undefined || !hasValuesOf(now, addedRow, row)) missing.push(row)
      else if (!others.handOver(table, row, ordinal)) {
        updated.push(changedColumns(table, row, addedRow))
        leave(addedRow)
      }
      continue
    }
    const now = currentByKey.get(key(movedRow))
    const wasMoved = addedByKey.get(key(movedRow))
    if (now === undefined && mustExist) missing.push(row)
    else if (now === undefined || wasMoved === undefined) inserted.push(row)
    else inserted.push({ ...row, ...correctedSince(wasMoved, now) })
  }
  const removedKeys = new Set(removed.map(key))
  for (const row of added) {
    if (removedKeys.has(key(row)) || !currentByKey.has(key(row))) continue
    deleted.push(row)
    leave(row)
  }
  await deleteJson(tx, table, deleted)
  await updateJson(tx, table, updated)
  await insertJson(tx, table, inserted)
  return missing
}

/** @returns whether a row has the values that a merge gave it, in the columns that the merge changed */
function hasValuesOf(now: JsonRow, added: JsonRow, removed: JsonRow): boolean {
  return Object.keys(added).every((name) => added[name] === removed[name] || now[name] === added[name])
}

/** @returns the key of a row, and the columns in which two rows with the key differ */
export function changedColumns(table: PgTable, row: JsonRow, other: JsonRow): JsonRow {
  const keys = keyColumns(table)
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => keys.includes(name) || other[name] !== value))
}

/** @returns the values that differ from those that the merge gave the row */
export function correctedSince(added: JsonRow, now: JsonRow): JsonRow {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => added[name] !== value))
}
