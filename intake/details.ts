import { getTableColumns } from 'drizzle-orm'
import { createInsertSchema } from 'drizzle-zod'
import { z } from 'zod'
import { OWN_KINDS, type OwnKindName } from '../schema/tables/event-kinds.ts'
import { moment, positiveInteger, text } from './values.ts'

/**
 * The shape of a kind's own fields in a report document, read off its details table: the columns are written down once.
 * @param kind a kind with a details table
 * @returns a strict object with every own column optional
 */
export const detailsOf = (kind: OwnKindName) => {
  const { details } = OWN_KINDS[kind]
  const refined: Record<string, z.ZodType> = {}
  for (const [name, column] of Object.entries(getTableColumns(details))) {
    if (column.columnType === 'PgTimestampString') refined[name] = moment
    else if (column.columnType === 'PgText' && !column.enumValues?.length) refined[name] = text(1000)
    else if (column.columnType === 'PgInteger') refined[name] = positiveInteger
  }
  const columns = createInsertSchema(details, refined as never).omit({ eventId: true, kind: true })
  return z.strictObject(columns.partial().shape)
}
