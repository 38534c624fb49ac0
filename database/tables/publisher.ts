import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

/** Who brings an article out: a news agency, a paper, a broadcaster, a site. */
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
