import { and, eq, getTableColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { insertRows } from '../../database/sql/insert.ts'
import { keyColumns } from '../../database/sql/json-rows.ts'
import { columnName } from '../../database/tables/columns.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { AddProblem } from '../format/problem.ts'
import type { ListChange } from './correct-entity.ts'

type Row = Record<string, unknown>

/** A list of an object: the rows of a table that belong to it. */
export interface ChangedList<Item> {
  /** The field of the correction. */
  field: string
  /** What one item is called in messages, such as "name". */
  noun: string
  table: PgTable
  /** The column with the UUID of the object, and the UUID. */
  owner: PgColumn
  ownerId: string
  /** The properties of a row that make two items the same, besides the owner. */
  identity: readonly string[]
  rowOf: (item: Item) => object
}

/**
 * Checks the change of a list: an item that is removed must be there, and one that is added must not.
 * @returns a function that makes the change, and the rows that it removes and adds
 */
export async function prepareListChange<Item>(
  tx: Database,
  list: ChangedList<Item>,
  change: ListChange<Item> | undefined,
  addProblem: AddProblem,
): Promise<{ removed: Row[]; added: Row[]; remaining: Row[]; apply: () => Promise<void> }> {
  const { field, noun, table, owner, ownerId, identity, rowOf } = list
  const stored: Row[] = await tx.select().from(table).where(eq(owner, ownerId))
  const identityOf = (row: Row) => JSON.stringify(identity.map((name) => row[name] ?? null))
  const remaining = new Map(stored.map((row) => [identityOf(row), row]))
  const [removed, added]: [Row[], Row[]] = [[], []]
  for (const [i, item] of (change?.remove ?? []).entries()) {
    const key = identityOf(rowOf(item) as Row)
    const row = remaining.get(key)
    if (row === undefined) addProblem([field, 'remove', i], `is not a stored ${noun}; got ${showValue(item)}.`)
    else removed.push(row)
    remaining.delete(key)
  }
  for (const [i, item] of (change?.add ?? []).entries()) {
    const row = rowOf(item) as Row
    const key = identityOf(row)
    if (remaining.has(key)) {
      addProblem([field, 'add', i], `is a ${noun} already; got ${showValue(item)}. To replace it, remove it too.`)
    } else added.push(row)
    remaining.set(key, row)
  }
  const apply = async () => {
    for (const row of removed) await tx.delete(table).where(keyCondition(table, row))
    await insertRows(tx, table, added)
  }
  return { removed, added, remaining: [...remaining.values()], apply }
}

function keyCondition(table: PgTable, row: Row) {
  const keys = keyColumns(table)
  return and(
    ...Object.entries(getTableColumns(table))
      .filter(([, column]) => keys.includes(columnName(column)))
      .map(([name, column]) => eq(column, row[name])),
  )
}
