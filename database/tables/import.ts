import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment, oneOf } from './columns.ts'
import { datasets } from './dataset.ts'
import { IMPORT_STATES } from './enums.ts'
import { events } from './event.ts'

/**
 * Every row of a feed that was taken in: which event it gave or joined, and the digest of all that it says, so that the
 * same row again writes nothing and a changed one corrects. Events are spread by their own id, so none is referenced.
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
    /** Within what a release of the feed is complete: a country, say; null where the feed has no releases. */
    scope: text(),
    day: date(),
  },
  (t) => [
    primaryKey({ name: 'feed_rows_pk', columns: [t.datasetId, t.rowNumber] }),
    index('feed_rows_by_event').on(t.eventId),
    index('feed_rows_by_scope').on(t.datasetId, t.scope, t.day),
  ],
)

/** How a machine coded an event, and how much it was reported when the feed first saw it. */
export const eventCodings = pgTable(
  'event_codings',
  {
    eventId: uuid()
      .primaryKey()
      .references(() => events.id, { onDelete: 'cascade' }),
    goldsteinScale: doublePrecision(),
    quadClass: smallint(),
    isRootEvent: boolean(),
    averageTone: doublePrecision(),
    mentionCount: integer(),
    sourceCount: integer(),
    articleCount: integer(),
  },
  (t) => [check('event_codings_quad_class', sql`${t.quadClass} between 1 and 4`)],
)

export type EventCodingRow = typeof eventCodings.$inferSelect

/** Rows that share one reason, and how many they are. */
export interface ReasonCount {
  reason: string
  count: number
}

/** The ledger of imports: one row a run of a file. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id),
    format: text().notNull(),
    /** Which command it was part of, and which of its files it is: so that one that was interrupted goes on where it was. */
    command: text(),
    position: integer(),
    file: text().notNull(),
    sha256: text().notNull(),
    byteCount: bigint({ mode: 'number' }).notNull(),
    state: text({ enum: IMPORT_STATES }).notNull(),
    startedAt: moment().notNull(),
    finishedAt: moment(),
    rowsRead: integer().notNull().default(0),
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
