import { getTableColumns, type Column } from 'drizzle-orm'
import { TYPED_KINDS, type EventKindName, type TypedKindName } from '../../../database/tables/event-kinds.ts'

/**
 * A value for every field that only events of a kind have, read off the columns of its table.
 * @returns an empty object for a kind without fields of its own
 */
export function sampleDetails(kind: EventKindName): Record<string, unknown> {
  if (!(kind in TYPED_KINDS)) return {}
  const columns = Object.entries(getTableColumns(TYPED_KINDS[kind as TypedKindName].details))
  const details = columns.filter(([name]) => name !== 'eventId' && name !== 'kind')
  // Later columns get later times, so that a period ends after it begins.
  return Object.fromEntries(details.map(([name, column], position) => [name, sampleValue(column, position)]))
}

function sampleValue(column: Column, position: number): unknown {
  const { columnType, enumValues } = column
  if (columnType === 'PgArray') {
    const item = (column as Column & { baseColumn: Column }).baseColumn
    return item.enumValues?.length ? item.enumValues.slice(0, 2) : ['talks', 'borders']
  }
  if (enumValues?.length) return enumValues[0]
  if (columnType === 'PgBoolean') return true
  if (columnType === 'PgInteger') return 30
  if (columnType === 'PgTimestampString') return `2020-01-0${position + 1}T12:00:00+14:00`
  return 'Talks'
}
