import { getTableColumns, type Column } from 'drizzle-orm'
import { createInsertSchema } from 'drizzle-zod'
import { z } from 'zod'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { DETAIL_DESCRIPTIONS, DETAIL_ENUMS } from './kind-detail-descriptions.ts'
import { moment, positiveInteger, text } from './values.ts'

const MAX_ITEMS = 50

/** @returns the names of the fields that only events of a kind have */
export function detailFieldsOf(kind: TypedKindName): string[] {
  return Object.keys(getTableColumns(TYPED_KINDS[kind].details)).filter(isDetailField)
}

function isDetailField(column: string): boolean {
  return column !== 'eventId' && column !== 'kind'
}

/**
 * The `details` of an event of a kind in a report document. The shape is read from the details table of the kind, so
 * that its columns are declared only once.
 * @returns a strict object in which every field is optional
 */
export function detailsOf(kind: TypedKindName) {
  const { details } = TYPED_KINDS[kind]
  const refined = Object.fromEntries(
    Object.entries(getTableColumns(details)).flatMap(([name, column]) => {
      const schema = storableSchemaOf(column)
      return schema ? [[name, schema]] : []
    }),
  )
  const { shape } = createInsertSchema(details, refined as never) as { shape: Record<string, z.ZodType> }
  const fields = Object.entries(shape).filter(([name]) => isDetailField(name))
  return z
    .strictObject(Object.fromEntries(fields.map(([name, schema]) => [name, fieldOf(name, schema)])))
    .describe('The fields that only events of this kind have.')
}

/**
 * A narrower schema than the type of the column alone gives: that would accept NUL characters, the year 0 and text of
 * any length, which PostgreSQL cannot store.
 */
function storableSchemaOf(column: Column): z.ZodType | undefined {
  const { columnType, enumValues } = column
  if (columnType === 'PgTimestampString') return moment
  if (columnType === 'PgInteger') return positiveInteger
  if (columnType === 'PgText' && !enumValues?.length) return text(1000)
  if (columnType !== 'PgArray') return undefined
  const item = storableSchemaOf((column as Column & { baseColumn: Column }).baseColumn)
  return item && z.array(item)
}

/** The field is optional, but null is refused: there is only one way to state that a value is unknown. */
function fieldOf(name: string, columnSchema: z.ZodType): z.ZodOptional {
  let schema = columnSchema
  while (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) schema = schema.unwrap() as z.ZodType
  if (schema instanceof z.ZodArray) schema = schema.max(MAX_ITEMS)
  return schema.meta({ title: DETAIL_ENUMS[name], description: DETAIL_DESCRIPTIONS[name] }).optional()
}
