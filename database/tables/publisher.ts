import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

/** Publishers of articles: news agencies, newspapers, broadcasters, sites. */
export const publishers = pgTable(
  'publishers',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    homepage: text(),
  },
  (t) => [unique('publishers_name').on(t.name)],
)

export type PublisherRow = typeof publishers.$inferSelect
