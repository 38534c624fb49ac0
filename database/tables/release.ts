import { date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { datasets } from './dataset.ts'

/** The releases of feeds that were imported. The day of a release decides which of two is newer. */
export const releases = pgTable(
  'releases',
  {
    id: uuid().primaryKey(),
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id),
    /** As the publisher of the feed calls it, such as 23.1. */
    name: text().notNull(),
    releasedOn: date().notNull(),
    importedAt: moment().notNull().defaultNow(),
  },
  (t) => [unique('releases_name').on(t.datasetId, t.name)],
)

/** What a release is complete for: a scope, such as a country, from its first day to its last. */
export const releaseRanges = pgTable(
  'release_ranges',
  {
    releaseId: uuid()
      .notNull()
      .references(() => releases.id),
    scope: text().notNull(),
    firstDay: date().notNull(),
    lastDay: date().notNull(),
  },
  (t) => [index('release_ranges_by_scope').on(t.scope, t.releaseId)],
)

export type ReleaseRow = typeof releases.$inferSelect
