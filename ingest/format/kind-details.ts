import { getTableColumns, type Column } from 'drizzle-orm'
import { createInsertSchema } from 'drizzle-zod'
import { z } from 'zod'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { DETAIL_DESCRIPTIONS, DETAIL_ENUMS } from './kind-detail-descriptions.ts'
import { moment, positiveInteger, text } from './values.ts'

const LONGEST_LIST = 50

/**
 * The names of a kind's own fields.
 * @param kind a kind with a details table
 */
export function ownFieldsOf(kind: TypedKindName): string[] {
  return Object.keys(getTableColumns(TYPED_KINDS[kind].details)).filter((name) => name !== 'eventId' && name !== 'kind')
}

/**
 * The shape of a kind's own fields in a report document, read off its details table: the columns are written down once.
 * @param kind a kind with a details table
 * @returns a strict object with every own column optional
 */
export function detailsOf(kind: TypedKindName) {
  const { details } = TYPED_KINDS[kind]
  const refined = Object.fromEntries(
    Object.entries(getTableColumns(details)).flatMap(([name, column]) => {
      const narrower = narrowed(column)
      return narrower ? [[name, narrower]] : []
    }),
  )
  const { shape } = createInsertSchema(details, refined as never) as { shape: Record<string, z.ZodType> }
  return z
    .strictObject(Object.fromEntries(ownFieldsOf(kind).map((name) => [name, fieldOf(name, shape[name]!)])))
    .describe('What only events of this kind have.')
}

/** The type of a column alone would let through what Postgres cannot hold: NUL, years before the first, no end of text. */
function narrowed(column: Column): z.ZodType | undefined {
  const { columnType, enumValues } = column
  if (columnType === 'PgTimestampString') return moment
  if (columnType === 'PgInteger') return positiveInteger
  if (columnType === 'PgText' && !enumValues?.length) return text(1000)
  if (columnType !== 'PgArray') return undefined
  const item = narrowed((column as Column & { baseColumn: Column }).baseColumn)
  return item && z.array(item)
}

/** A field is left out where nothing is known: one way to say it is enough, so that null is none. */
function fieldOf(name: string, schema: z.ZodType): z.ZodOptional {
  let given = schema
  while (given instanceof z.ZodOptional || given instanceof z.ZodNullable) given = given.unwrap() as z.ZodType
  if (given instanceof z.ZodArray) given = given.max(LONGEST_LIST)
  return given.meta({ title: DETAIL_ENUMS[name], description: DETAIL_DESCRIPTIONS[name] }).optional()
}
