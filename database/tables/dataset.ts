import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

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
  },
  (t) => [unique('datasets_name').on(t.name)],
)

export type DatasetRow = typeof datasets.$inferSelect
