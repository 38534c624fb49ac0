import { check, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { oneOf } from './columns.ts'
import { DATASET_METHODS } from './enums.ts'

/** A source of data, such as a newsroom or a feed, with its licence. */
export const datasets = pgTable(
  'datasets',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    title: text().notNull(),
    licence: text().notNull(),
    citation: text(),
    homepage: text(),
    /** How its events are made. Importers and administrators set it; a report cannot. */
    method: text({ enum: DATASET_METHODS }).notNull().default('EDITED'),
  },
  (t) => [unique('datasets_name').on(t.name), check('datasets_method', oneOf(t.method, DATASET_METHODS))],
)

export type DatasetRow = typeof datasets.$inferSelect
