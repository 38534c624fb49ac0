import { getTableColumns, type Column } from 'drizzle-orm'
import { TYPED_KINDS, type EventKindName, type TypedKindName } from '../../../database/tables/event-kinds.ts'
import { detailFieldsOf } from '../../../ingest/format/kind-details.ts'
import type { Chance } from '../random.ts'
import { WORDS } from './entities.ts'

/** The values of the fields that only events of one kind have. */
export type Details = Record<string, unknown>

const NUMBERS = [1, 5, 10, 60]
/** The first two for the start of a period, the others for its end. */
const MOMENTS = ['2016-04-05T08:00:00Z', '2016-04-06T00:00:00Z', '2016-05-01T00:00:00Z', '2016-06-01T12:00:00Z']

/** Random values for some of the fields of a kind; undefined for a kind without fields of its own. */
export function randomDetails(chance: Chance, kind: EventKindName): Details | undefined {
  if (!isTyped(kind)) return undefined
  const fields = detailFieldsOf(kind).filter(() => chance.is(0.7))
  return Object.fromEntries(fields.map((name) => [name, valueOf(chance, name, columnOf(kind, name))]))
}

/** A random value for each input field that filters by the fields of a kind. */
export function detailFilters(chance: Chance, kind: TypedKindName): Record<string, () => unknown> {
  return Object.fromEntries(detailFieldsOf(kind).map((name) => [name, () => filterOf(chance, columnOf(kind, name))]))
}

/** Whether details match a filter of their kind. */
export function matchesDetails(filter: Details, details: Details): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (wanted === null || isUnbounded(wanted)) return true
    const values = [details[name]].flat().filter((value) => value !== undefined)
    return values.some((value) => matchesValue(wanted, value))
  })
}

function isUnbounded(wanted: unknown): boolean {
  return typeof wanted === 'object' && !Array.isArray(wanted) && Object.keys(wanted ?? {}).length === 0
}

interface Range {
  atLeast?: number
  atMost?: number
  from?: string
  to?: string
}

function matchesValue(wanted: unknown, value: unknown): boolean {
  if (typeof wanted === 'boolean') return wanted === value
  if (Array.isArray(wanted)) return wanted.includes(value)
  if (typeof wanted === 'string') return String(value).toLowerCase().includes(wanted.toLowerCase())
  const { atLeast = -Infinity, atMost = Infinity, from, to } = wanted as Range
  if (typeof value === 'number') return value >= atLeast && value <= atMost
  const moment = Date.parse(String(value))
  return (from === undefined || moment >= Date.parse(from)) && (to === undefined || moment < Date.parse(to))
}

function isTyped(kind: EventKindName): kind is TypedKindName {
  return kind in TYPED_KINDS
}

function columnOf(kind: TypedKindName, name: string): Column {
  const columns: Record<string, Column> = getTableColumns(TYPED_KINDS[kind].details)
  const column = columns[name]
  if (!column) throw new Error(`${kind} has no column ${name}.`)
  return column
}

/** The column of the items of an array, else the column itself. */
function itemColumn(column: Column): Column {
  return column.columnType === 'PgArray' ? (column as Column & { baseColumn: Column }).baseColumn : column
}

function valueOf(chance: Chance, name: string, column: Column): unknown {
  const values = itemColumn(column).enumValues ?? []
  if (column.columnType === 'PgArray') return chance.some(values.length > 0 ? values : WORDS, 0.5)
  if (values.length > 0) return chance.of(values)
  if (column.columnType === 'PgBoolean') return chance.is(0.5)
  if (column.columnType === 'PgInteger') return chance.of(NUMBERS)
  if (column.columnType === 'PgTimestampString')
    return chance.of(name.endsWith('From') ? MOMENTS.slice(0, 2) : MOMENTS.slice(2))
  return chance.some(WORDS, 0.5).join(' ') || 'amber'
}

/** Drops the upper bound of a range that the service would reject as reversed. */
export function withoutReversedEnd<Range extends object>(range: Range): Range {
  const { atLeast, atMost, from, to, ...others } = range as Record<string, number | string | undefined>
  const isReversed =
    (atLeast !== undefined && atMost !== undefined && atLeast > atMost) ||
    (from !== undefined && to !== undefined && from >= to)
  if (!isReversed) return range
  return { ...others, ...(atLeast !== undefined && { atLeast }), ...(from !== undefined && { from }) } as Range
}

function filterOf(chance: Chance, column: Column): unknown {
  const values = itemColumn(column).enumValues ?? []
  if (values.length > 0) return chance.some(values, 0.5)
  if (column.columnType === 'PgBoolean') return chance.is(0.5)
  if (column.columnType === 'PgInteger')
    return withoutReversedEnd({
      ...(chance.is(0.7) && { atLeast: chance.of(NUMBERS) }),
      ...(chance.is(0.4) && { atMost: chance.of(NUMBERS) }),
    })
  if (column.columnType === 'PgTimestampString')
    return withoutReversedEnd({
      ...(chance.is(0.7) && { from: chance.of(MOMENTS) }),
      ...(chance.is(0.4) && { to: chance.of(MOMENTS) }),
    })
  return chance.of(['amber', 'BRAVO', 'opp', '%', 'delta ember', 'unmatched'])
}
