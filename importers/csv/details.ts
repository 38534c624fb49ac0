import { getTableColumns, type Column } from 'drizzle-orm'
import { TYPED_KINDS, type EventKindName, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { detailsOf } from '../../ingest/format/kind-details.ts'
import { zodMessage } from '../../ingest/format/zod-messages.ts'
import type { FieldReader } from './field-values.ts'
import { detailFieldsOfKind } from './mapping/details.ts'
import type { ListField } from './mapping/fields.ts'
import type { Mapping } from './mapping/mapping.ts'

const MAX_TEXT = 1_000

type Details = Record<string, unknown>

/**
 * Reads the fields that only events of a kind have, by the rules of reports.
 * @returns the columns of the details table of the kind, those without a value as stored if nothing is known of them
 * @throws {RejectedRowError} if a cell is not possible, or the kind has no such field
 */
export function readDetails(reader: FieldReader, kind: EventKindName, mapping: Mapping['details']): Details {
  const details = emptyDetailsOf(kind)
  const allowed = detailFieldsOfKind(kind)
  for (const [name, field] of Object.entries(mapping)) {
    if (field === undefined) continue
    const path = `details.${name}`
    const texts = reader.texts(path, field, MAX_TEXT)
    if (texts.length === 0) continue
    if (allowed.includes(name)) details[name] = valueOf(reader, path, kind as TypedKindName, name, field, texts)
    else if (field.column !== undefined)
      throw reader.reject(path, field, `must be empty, because ${kind} has no field ${name}`, texts.join(', '))
  }
  return details
}

function valueOf(
  reader: FieldReader,
  path: string,
  kind: TypedKindName,
  name: string,
  field: ListField,
  texts: readonly string[],
): unknown {
  const columns: Record<string, Column> = getTableColumns(TYPED_KINDS[kind].details)
  const type = columns[name]?.columnType
  const [text = ''] = texts
  const isList = type === 'PgArray'
  if (!isList && texts.length > 1) throw reader.reject(path, field, 'must be one value', texts.join(', '))
  const value = isList ? texts : type === 'PgInteger' ? numberOf(text) : type === 'PgBoolean' ? booleanOf(text) : text
  const parsed = detailsOf(kind).safeParse({ [name]: value }, { error: zodMessage })
  if (parsed.success) return parsed.data[name]
  const rule = parsed.error.issues[0]?.message.replace(/; got .*$/s, '').replace(/\.$/, '') ?? 'must be possible'
  throw reader.reject(path, field, rule, texts.join(', '))
}

/** Other texts stay as they are, so that the rule for the field refuses them. */
function numberOf(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text
}

function booleanOf(text: string): boolean | string {
  return text === 'true' ? true : text === 'false' ? false : text
}

function emptyDetailsOf(kind: EventKindName): Details {
  if (!(kind in TYPED_KINDS)) return {}
  const columns = Object.entries(getTableColumns(TYPED_KINDS[kind as TypedKindName].details))
  return Object.fromEntries(
    columns.flatMap(([name, { default: value = null }]) =>
      name === 'eventId' || name === 'kind' ? [] : [[name, value]],
    ),
  )
}
