import { getTableColumns, type Column } from 'drizzle-orm'
import { TYPED_KINDS, type EventKindName, type TypedKindName } from '../../../database/tables/event-kinds.ts'

/** In order, so that a period ends after it begins; with the largest offsets from UTC. */
const MOMENTS = ['2020-01-06T12:00:00+14:00', '2020-01-07T12:00:00-12:00']

/**
 * A value for every field that only events of a kind have, read off the columns of its table.
 * @returns an empty object for a kind without fields of its own
 */
export function sampleDetails(kind: EventKindName): Record<string, unknown> {
  if (!(kind in TYPED_KINDS)) return {}
  const columns = Object.entries(getTableColumns(TYPED_KINDS[kind as TypedKindName].details))
  const details = columns.filter(([name]) => name !== 'eventId' && name !== 'kind')
  const moments = [...MOMENTS]
  return Object.fromEntries(details.map(([name, column]) => [name, sampleValue(column, moments)]))
}

/** @param moments the values that are left for columns of time; each is used once */
function sampleValue(column: Column, moments: string[]): unknown {
  const { columnType, enumValues } = column
  if (columnType === 'PgArray') {
    const item = (column as Column & { baseColumn: Column }).baseColumn
    return item.enumValues?.length ? item.enumValues.slice(0, 2) : ['talks', 'borders']
  }
  if (enumValues?.length) return enumValues[0]
  if (columnType === 'PgBoolean') return true
  if (columnType === 'PgInteger') return 30
  if (columnType === 'PgTimestampString') return moments.shift()
  return 'Talks'
}
