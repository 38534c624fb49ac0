import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
  type PgColumnBuilderBase,
} from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { halfOpen, moment, oneOf } from './columns.ts'
import { datasets } from './dataset.ts'
import { BASES, CERTAINTIES, EVIDENCE, ID_SCHEMES, POLARITIES, REALIS, TIME_PRECISIONS } from './enums.ts'
import { locationChecks, locationColumns } from './location.ts'

/**
 * The condition that lists of events have by default on the evidence. PostgreSQL uses the partial indexes only for a
 * condition with the same constant.
 */
export function isListed({ evidence }: Record<'evidence', SQLWrapper>): SQL {
  return sql`${evidence} <> 'CODED'`
}

type Span = Record<'earliest' | 'latest', SQLWrapper>

/** The time of an event as a range of PostgreSQL. It contains all times if both bounds are unknown. */
export function spanOf({ earliest, latest }: Span): SQL {
  return sql`tstzrange(${earliest}, ${latest})`
}

/** The longest time of an event that is not found by `isLong`, as an interval of PostgreSQL. */
export const MAX_SHORT_SPAN = sql.raw(`interval '8 days'`)

/**
 * Whether an event may have begun more than `MAX_SHORT_SPAN` before its time ends: few events do, so that a list of a
 * window need not read the past before it to find them. Statistics of the same expression let PostgreSQL know that.
 */
export function isLong({ earliest, latest }: Span): SQL {
  return sql`coalesce(${latest} - ${earliest} > ${MAX_SHORT_SPAN}, (${earliest} is null) <> (${latest} is null))`
}

/** The columns that events of all kinds have. The columns of one kind are in its details table: see `eventDetails`. */
export const events = pgTable(
  'events',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    title: text().notNull(),
    summary: text(),
    realis: text({ enum: REALIS }).notNull(),
    polarity: text({ enum: POLARITIES }).notNull(),
    certainty: text({ enum: CERTAINTIES }).notNull(),
    /** Derived from the claims and the dataset: see `recomputeEvidence`. */
    evidence: text({ enum: EVIDENCE }).notNull(),
    edtf: text().notNull(),
    earliest: moment(),
    latest: moment(),
    timePrecision: text({ enum: TIME_PRECISIONS }).notNull(),
    timeBasis: text({ enum: BASES }).notNull(),
    timeText: text(),
    /**
     * The sort key of lists. Never null, so that keyset pages need no special case; an unknown start is `-infinity`.
     */
    occurredSort: timestamp({ withTimezone: true, precision: 3, mode: 'string' })
      .notNull()
      .generatedAlwaysAs(sql`coalesce(earliest, '-infinity'::timestamptz)`),
    ...locationColumns(),
    mentionCount: integer().notNull().default(0),
    publisherCount: integer().notNull().default(0),
    /**
     * How many origins assert the event independently of each other: see `countOrigins`. Without claims, the dataset is
     * the one origin.
     */
    independentOriginCount: integer().notNull().default(1),
    datasetId: uuid()
      .notNull()
      .references(() => datasets.id),
    /** The event that this one was merged into. This event is then RETRACTED and its parts belong to the other one. */
    mergedIntoId: uuid(),
    version: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    unique('events_id_kind').on(t.id, t.kind),
    check('events_realis', oneOf(t.realis, REALIS)),
    check('events_polarity', oneOf(t.polarity, POLARITIES)),
    check('events_certainty', oneOf(t.certainty, CERTAINTIES)),
    check('events_evidence', oneOf(t.evidence, EVIDENCE)),
    check('events_time_precision', oneOf(t.timePrecision, TIME_PRECISIONS)),
    check('events_time_basis', oneOf(t.timeBasis, BASES)),
    check('events_half_open', halfOpen(t.earliest, t.latest)),
    ...locationChecks('events', t),
    check('events_merged', sql`${t.mergedIntoId} is null or ${t.certainty} = 'RETRACTED'`),
    index('events_by_time').on(t.occurredSort, t.id),
    index('events_by_kind').on(t.kind, t.occurredSort, t.id),
    index('events_by_place').on(t.placeId, t.occurredSort, t.id),
    index('events_by_dataset').on(t.datasetId, t.occurredSort, t.id),
    index('events_by_update').on(t.updatedAt, t.id),
    index('events_by_mention_count').on(t.mentionCount, t.id),
    index('events_by_origin_count').on(t.independentOriginCount, t.id),
    // Lists by default have no CODED events. A feed has so many of them that a page could read most of the other indexes.
    index('events_listed_by_time').on(t.occurredSort, t.id).where(isListed(t)),
    index('events_listed_by_kind').on(t.kind, t.occurredSort, t.id).where(isListed(t)),
    index('events_listed_by_update').on(t.updatedAt, t.id).where(isListed(t)),
    index('events_listed_by_mention_count').on(t.mentionCount, t.id).where(isListed(t)),
    index('events_listed_by_origin_count').on(t.independentOriginCount, t.id).where(isListed(t)),
    index('events_quoted_by_time')
      .on(t.occurredSort, t.id)
      .where(sql`${t.evidence} = 'QUOTED'`),
    index('events_by_merge')
      .on(t.mergedIntoId)
      .where(sql`${t.mergedIntoId} is not null`),
    index('events_by_long_span').using('gist', spanOf(t)).where(isLong(t)),
    index('events_by_point').on(t.latitude, t.longitude),
  ],
)

export const asOfEvents = asOfView(events)

export type EventRow = typeof events.$inferSelect

/**
 * The ids of an event in feeds. An event that several feed rows were merged into has the ids of all. An id is unique
 * only within its event, so that events could be partitioned by id.
 */
export const eventExternalIds = pgTable(
  'event_external_ids',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    scheme: text({ enum: ID_SCHEMES }).notNull(),
    value: text().notNull(),
  },
  (t) => [
    primaryKey({ name: 'event_external_ids_pk', columns: [t.eventId, t.scheme, t.value] }),
    check('event_external_ids_scheme', oneOf(t.scheme, ID_SCHEMES)),
    index('event_external_ids_by_value').on(t.scheme, t.value),
  ],
)

export const asOfExternalIds = asOfView(eventExternalIds)

/**
 * Defines the details table of one kind of event. A foreign key on id and kind rejects details of another kind.
 * @param name the name of the table, a plural
 * @param kind such as PHONE_CALL
 * @param columns the columns that only this kind has
 */
export function eventDetails<Columns extends Record<string, PgColumnBuilderBase>>(
  name: string,
  kind: string,
  columns: Columns,
) {
  const shared = { eventId: uuid().primaryKey(), kind: text().notNull().default(kind) }
  return pgTable(name, { ...shared, ...columns } as typeof shared & Columns, (t) => {
    // TypeScript does not see the columns of `shared` through the type parameter.
    const keyColumns = t as unknown as { eventId: typeof events.id; kind: typeof events.kind }
    return [
      check(`${name}_kind`, oneOf(keyColumns.kind, [kind])),
      foreignKey({
        name: `${name}_event`,
        columns: [keyColumns.eventId, keyColumns.kind],
        foreignColumns: [events.id, events.kind],
      }).onDelete('cascade'),
    ]
  })
}

export type EventDetails = ReturnType<typeof eventDetails<Record<never, never>>>
