import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { versionColumn } from './merge-columns.ts'

/** Publishers of articles: news agencies, newspapers, broadcasters, sites. */
export const publishers = pgTable(
  'publishers',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    homepage: text(),
    /** The name of the house that owns it: publishers of one house are one origin. Set by `correctPublisher`. */
    owner: text(),
    ...versionColumn(),
  },
  (t) => [unique('publishers_name').on(t.name)],
)

export type PublisherRow = typeof publishers.$inferSelect
