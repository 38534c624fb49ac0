import { getTableColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { RecentValues } from '../../database/values/recent-values.ts'
import { presentOf, type Context } from '../builder/context.ts'
import { forgetLoaded } from './forget.ts'

/** What an operation reads of the rows that it loads. */
export interface SelectedColumns {
  /** The names of the properties, by table; all of a table that is missing. */
  names: ReadonlyMap<PgTable, ReadonlySet<string>>
  /** Whether the positions of rows in lists are read. */
  hasCursors: boolean
}

const EVERYTHING: SelectedColumns = { names: new Map(), hasCursors: true }

const selections = new WeakMap<Context, { operation: object; selected: SelectedColumns }>()

/**
 * Says what the operation of a request reads, before it loads a row. All rows of a table have the same columns, at all
 * moments: the loaders share them, whichever field has read them first.
 */
export function selectColumns(context: Context, operation: object, selected: () => SelectedColumns): void {
  const present = presentOf(context)
  const existing = selections.get(present)
  if (existing?.operation === operation) return
  selections.set(present, { operation, selected: existing ? EVERYTHING : selected() })
  if (!existing) return
  // A second operation with the same context: the rows of the first one may lack columns.
  for (const each of [present, ...(present.asOfContexts?.values() ?? [])]) forgetLoaded(each)
}

/** Whether the positions of rows in lists are read. */
export function selectsCursors(context: Context): boolean {
  return selectionOf(context).hasCursors
}

const columnsBySelection = new WeakMap<SelectedColumns, Map<PgTable, Record<string, PgColumn>>>()

/**
 * Returns the columns of a table that the operation of a request reads, in the order of the table: the same object for
 * each request of a document.
 */
export function selectedColumns(table: PgTable, context: Context): Record<string, PgColumn> {
  const selection = selectionOf(context)
  let known = columnsBySelection.get(selection)
  if (known === undefined) columnsBySelection.set(selection, (known = new Map()))
  let columns = known.get(table)
  if (columns === undefined) known.set(table, (columns = columnsOf(table, selection.names.get(table))))
  return columns
}

function columnsOf(table: PgTable, names: ReadonlySet<string> | undefined): Record<string, PgColumn> {
  const columns = getTableColumns(table)
  if (names === undefined) return columns
  return Object.fromEntries(Object.entries(columns).filter(([name]) => names.has(name)))
}

function selectionOf(context: Context): SelectedColumns {
  return selections.get(presentOf(context))?.selected ?? EVERYTHING
}

/** So many sets of columns keep what was made for them. */
const MAX_SETS = 50

/** Keeps what is made for sets of columns: a statement, or a mapper of rows. */
export function perColumns<Value>(make: (columns: Record<string, PgColumn>) => Value) {
  const kept = new RecentValues<Value>(MAX_SETS)
  const keptByObject = new WeakMap<Record<string, PgColumn>, Value>()
  return (columns: Record<string, PgColumn>): Value => {
    const known = keptByObject.get(columns)
    if (known !== undefined) return known
    const key = Object.keys(columns).join()
    const value = kept.get(key) ?? make(columns)
    kept.set(key, value)
    keptByObject.set(columns, value)
    return value
  }
}
