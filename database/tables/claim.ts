import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { actors } from './actor.ts'
import { asOfView } from './as-of-view.ts'
import { halfOpen, moment, oneOf } from './columns.ts'
import {
  ATTRIBUTION_MODES,
  CLAIM_ASPECTS,
  CLAIM_CERTAINTIES,
  POLARITIES,
  QUOTE_FATES,
  REALIS,
  RELATION_KINDS,
} from './enums.ts'
import { events } from './event.ts'
import { eventRelations } from './relation.ts'

/**
 * One assertion about one event, with its evidence: a quote of one version of an article (a W3C Web Annotation
 * selector). `isVerified` is true if the quote was found in the text of that version. `quoteFate` is the result of
 * locating the quote again in the later version `quoteFateVersion`; it is valid while that is the latest version.
 * The article has no foreign key, so that events and articles could be partitioned by their ids.
 */
export const claims = pgTable(
  'claims',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    ordinal: smallint().notNull(),
    aspect: text({ enum: CLAIM_ASPECTS }).notNull(),
    detail: text(),
    relationKind: text({ enum: RELATION_KINDS }),
    relationTargetId: uuid(),
    certainty: text({ enum: CLAIM_CERTAINTIES }).notNull(),
    polarity: text({ enum: POLARITIES }).notNull(),
    /** The realis that the quote asserts, which can differ from that of the event. */
    realis: text({ enum: REALIS }).notNull().default('ACTUAL'),
    hedge: text(),
    articleId: uuid().notNull(),
    articleVersion: integer().notNull(),
    quoteExact: text().notNull(),
    quotePrefix: text(),
    quoteSuffix: text(),
    quoteStart: integer(),
    quoteEnd: integer(),
    quoteSentence: integer(),
    isVerified: boolean().notNull().default(false),
    quoteFate: text({ enum: QUOTE_FATES }),
    quoteFateVersion: integer(),
  },
  (t) => [
    primaryKey({ name: 'claims_pk', columns: [t.eventId, t.id] }),
    unique('claims_ordinal').on(t.eventId, t.ordinal),
    check('claims_aspect', oneOf(t.aspect, CLAIM_ASPECTS)),
    check('claims_certainty', oneOf(t.certainty, CLAIM_CERTAINTIES)),
    check('claims_polarity', oneOf(t.polarity, POLARITIES)),
    check('claims_realis', oneOf(t.realis, REALIS)),
    check(
      'claims_relation',
      sql`(${t.aspect} = 'RELATION') = (${t.relationKind} is not null and ${t.relationTargetId} is not null)`,
    ),
    check('claims_quote_half_open', halfOpen(t.quoteStart, t.quoteEnd)),
    check('claims_quote_offsets', sql`(${t.quoteStart} is null) = (${t.quoteEnd} is null)`),
    check('claims_verified_quote_located', sql`not ${t.isVerified} or ${t.quoteStart} is not null`),
    check('claims_quote_start', sql`${t.quoteStart} >= 0`),
    check('claims_article_version', sql`${t.articleVersion} >= 1`),
    check('claims_quote_fate', oneOf(t.quoteFate, QUOTE_FATES)),
    check('claims_quote_fate_version', sql`(${t.quoteFate} is null) = (${t.quoteFateVersion} is null)`),
    check('claims_quote_fate_later', sql`${t.quoteFateVersion} > ${t.articleVersion}`),
    check('claims_quote_sentence', sql`${t.quoteSentence} >= 1`),
    foreignKey({
      name: 'claims_of_relation',
      columns: [t.eventId, t.relationKind, t.relationTargetId],
      foreignColumns: [eventRelations.eventId, eventRelations.kind, eventRelations.targetId],
    }),
    index('claims_by_id').on(t.id),
    index('claims_by_article').on(t.articleId, t.quoteStart),
  ],
)

export const asOfClaims = asOfView(claims)

export type ClaimRow = typeof claims.$inferSelect

/**
 * The attribution chain of a claim, the origin first. The article, always the last link, has no row. `occurredSort`
 * is a copy of the event's: an index lists the events of an agent by it.
 */
export const claimAttributions = pgTable(
  'claim_attributions',
  {
    eventId: uuid().notNull(),
    claimId: uuid().notNull(),
    ordinal: smallint().notNull(),
    agentId: uuid().references(() => actors.id),
    label: text(),
    verb: text(),
    mode: text({ enum: ATTRIBUTION_MODES }).notNull(),
    occurredSort: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'claim_attributions_pk', columns: [t.eventId, t.claimId, t.ordinal] }),
    foreignKey({
      name: 'claim_attributions_claim',
      columns: [t.eventId, t.claimId],
      foreignColumns: [claims.eventId, claims.id],
    }).onDelete('cascade'),
    check('claim_attributions_mode', oneOf(t.mode, ATTRIBUTION_MODES)),
    check(
      'claim_attributions_said_by',
      sql`${t.agentId} is not null or ${t.label} is not null or ${t.mode} = 'UNNAMED'`,
    ),
    index('claim_attributions_by_agent').on(t.agentId, t.occurredSort, t.eventId, t.claimId, t.ordinal),
  ],
)

export const asOfAttributions = asOfView(claimAttributions)

export type ClaimAttributionRow = typeof claimAttributions.$inferSelect
