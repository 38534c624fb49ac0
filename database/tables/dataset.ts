import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

/** Where rows come from: a curated desk or a feed, with the terms under which its data may be used. */
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
