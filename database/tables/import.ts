import { bigint, check, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment, oneOf } from './columns.ts'
import { datasets } from './dataset.ts'
import { IMPORT_STATES } from './enums.ts'

/**
 * The imported rows of feeds: the event that a row created or was merged into, and a digest of the row. An import
 * skips a row with the same digest and corrects the event of a row with another one. There is no foreign key to
 * `events`, so that events could be partitioned by id.
 */
export const feedRows = pgTable(
  'feed_rows',
  {
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id),
    rowNumber: bigint({ mode: 'number' }).notNull(),
    eventId: uuid().notNull(),
    digest: text().notNull(),
    /** The part of the feed that a release covers completely, such as a country; null if the feed has no releases. */
    scope: text(),
    day: date(),
  },
  (t) => [
    primaryKey({ name: 'feed_rows_pk', columns: [t.datasetId, t.rowNumber] }),
    index('feed_rows_by_event').on(t.eventId),
    index('feed_rows_by_scope').on(t.datasetId, t.scope, t.day),
  ],
)

export interface ReasonCount {
  reason: string
  count: number
}

/** The import log: one row for each import of a file. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id),
    format: text().notNull(),
    /**
     * The id of the import command and the position of the file in it, so that an interrupted command can be resumed.
     */
    command: text(),
    position: integer(),
    file: text().notNull(),
    /** The release that the file belongs to; null if none was named. */
    release: text(),
    sha256: text().notNull(),
    byteCount: bigint({ mode: 'number' }).notNull(),
    state: text({ enum: IMPORT_STATES }).notNull(),
    startedAt: moment().notNull(),
    finishedAt: moment(),
    /** The sum of the other counts of rows, once the import is done. */
    rowsRead: integer().notNull().default(0),
    rowsWritten: integer().notNull().default(0),
    rowsRepeated: integer().notNull().default(0),
    rowsSuperseded: integer().notNull().default(0),
    rowsUnchanged: integer().notNull().default(0),
    rowsMerged: integer().notNull().default(0),
    rowsRejected: integer().notNull().default(0),
    eventsCreated: integer().notNull().default(0),
    eventsCorrected: integer().notNull().default(0),
    eventsRetracted: integer().notNull().default(0),
    mentionsWritten: integer().notNull().default(0),
    rejectedRows: jsonb().$type<ReasonCount[]>().notNull().default([]),
    warnings: jsonb().$type<ReasonCount[]>().notNull().default([]),
    error: text(),
  },
  (t) => [
    check('imports_state', oneOf(t.state, IMPORT_STATES)),
    index('imports_by_dataset').on(t.datasetId, t.startedAt, t.id),
  ],
)

export type ImportRow = typeof imports.$inferSelect
