import { eq, gte, sql, type SQL } from 'drizzle-orm'
import { escapeLike, inList, isGiven } from '../../database/sql/conditions.ts'
import { daysAfter, firstReportOf } from '../../database/sql/first-report.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { datasets } from '../../database/tables/dataset.ts'
import { CERTAINTIES, EVIDENCE, POLARITIES, REALIS } from '../../database/tables/enums.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { eventExternalIds, events, isListed } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { quantities, quantityValue } from '../../database/tables/quantity.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import type { Context } from '../builder/context.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import { allOf } from '../loaders/maybe-promise.ts'
import { uuidOf } from '../relay/node.ts'
import { matchesSearchText } from '../relay/search-text.ts'
import { withoutLookUp, type Condition, type ParsedCondition } from './condition.ts'
import { hasAllCertaintiesButRetracted, hasAllEvidenceButCoded, isActual, isPositive } from './default-axes.ts'
import { drivenBy, drivenByPublisher, drivenBySource } from './driving-table.ts'
import type { EventFilter, Operator } from './event-filter.ts'
import { kindConditions } from './kind-filter.ts'
import { locationConditions } from './location.ts'
import { participantConditions } from './participants.ts'
import { perKeyScanOf } from './per-key-scan.ts'
import { parseRange } from './ranges.ts'
import { matchesTime } from './time-window.ts'

type Parsers = {
  [Field in Exclude<keyof EventFilter, Operator>]-?: (value: NonNullable<EventFilter[Field]>) => ParsedCondition[]
}

/** Parses the value of each field of a filter, except `and`, `or` and `not`. */
const PARSERS: Parsers = {
  ids: (ids) => simple('ids', { where: inList(events.id, [...new Set(ids.map((id) => uuidOf('event', id)))]) }),
  externalId: (externalId) => simple('externalId', { where: hasExternalId(externalId) }),
  kinds: (kinds) =>
    simple('kinds', { where: inList(events.kind, kinds), counted: { kinds }, hasOnePlan: kinds.length === 1 }),
  dataset: (names) => [{ field: 'dataset', resolve: async (context) => inDatasets(await datasetIds(names, context)) }],
  realis: (realis) => simple('realis', { where: realisIs(realis), counted: { realis } }),
  polarity: (polarity) => simple('polarity', { where: polarityIs(polarity), counted: { polarity } }),
  evidence: (evidence) => simple('evidence', { where: evidenceIs(evidence), counted: { evidence } }),
  certainty: (certainty) => simple('certainty', { where: certaintyIs(certainty), counted: { certainty } }),
  occurred: (window) => simple('occurred', matchesTime(window)),
  reportedAfterDays: (range) => simple('reportedAfterDays', { where: isReportedAfter(range) }),
  participants: participantConditions,
  location: locationConditions,
  search: (text) => (text.trim() === '' ? [] : simple('search', matchesSearch(text))),
  attributedTo: (actor) => simple('attributedTo', isAttributedTo(uuidOf('actor', actor))),
  code: ({ scheme, prefix }) => simple('code', { where: hasCode(scheme, prefix ?? '') }),
  quantity: (quantity) => simple('quantity', { where: hasQuantity(quantity) }),
  publisher: (publishers) =>
    simple('publisher', isMentionedBy([...new Set(publishers.map((id) => uuidOf('publisher', id)))])),
  storyline: (storyline) => simple('storyline', isInStoryline(uuidOf('storyline', storyline))),
  minMentions: (min) => simple('minMentions', { where: gte(events.mentionCount, min) }),
  minOrigins: (min) => simple('minOrigins', { where: gte(events.independentOriginCount, min) }),
  updatedSince: (moment) => simple('updatedSince', { where: gte(events.updatedAt, moment) }),
  ...kindConditions,
}

/**
 * Parses the conditions of a filter, without those within `and`, `or` and `not`.
 * @throws {GraphQLError} BAD_USER_INPUT if an id, a window, an area or a number is invalid
 */
export function parseConditions(where: EventFilter): ParsedCondition[] {
  return Object.entries(PARSERS).flatMap(([field, parse]) => {
    const value = where[field as keyof typeof PARSERS]
    return isGiven(value) ? (parse as (given: unknown) => ParsedCondition[])(value) : []
  })
}

function simple(field: string, condition: Condition): ParsedCondition[] {
  return [withoutLookUp(field, condition)]
}

const datasetIdByName = createLoader<string, string | null>(LOAD_ORDER.LOOK_UP, async (names, { db }) => {
  const rows = await db
    .select({ name: datasets.name, id: datasets.id })
    .from(datasets)
    .where(sql`${datasets.name} = any(${sql.param(names)}::text[])`)
  const idsByName = new Map(rows.map(({ name, id }) => [name, id]))
  return names.map((name) => idsByName.get(name) ?? null)
})

async function datasetIds(names: readonly string[], context: Context): Promise<string[]> {
  const ids = await allOf(names.map((name) => datasetIdByName(context).load(name)))
  return ids.filter((id) => id !== null)
}

function inDatasets(ids: string[]): Condition {
  return { where: inList(events.datasetId, ids), counted: { datasetIds: ids } }
}

/** Whether a filter names every value: it is met by every event then, and PostgreSQL need not read its column. */
function hasAll(values: readonly string[], all: readonly string[]): boolean {
  return all.every((value) => values.includes(value))
}

/** Constants instead of parameters: PostgreSQL must see at planning that the condition implies that of a partial index. */
function evidenceIs(values: NonNullable<EventFilter['evidence']>): SQL | undefined {
  if (hasAll(values, EVIDENCE)) return undefined
  if (hasAllEvidenceButCoded(values)) return isListed(events)
  const constants = EVIDENCE.filter((value) => values.includes(value)).map((value) => sql.raw(`'${value}'`))
  return constants.length > 0 ? sql`${events.evidence} in (${sql.join(constants, sql`, `)})` : sql`false`
}

/** The defaults are constants, so that a plan that is made once knows that most events have them. */
function realisIs(values: NonNullable<EventFilter['realis']>): SQL | undefined {
  if (hasAll(values, REALIS)) return undefined
  return isActual(values) ? sql`${events.realis} = 'ACTUAL'` : inList(events.realis, values)
}

function polarityIs(values: NonNullable<EventFilter['polarity']>): SQL | undefined {
  if (hasAll(values, POLARITIES)) return undefined
  return isPositive(values) ? sql`${events.polarity} = 'POSITIVE'` : inList(events.polarity, values)
}

/** PostgreSQL estimates `<> 'RETRACTED'` better than a list of the other values. */
function certaintyIs(certainties: NonNullable<EventFilter['certainty']>): SQL | undefined {
  if (hasAll(certainties, CERTAINTIES)) return undefined
  return hasAllCertaintiesButRetracted(certainties)
    ? sql`${events.certainty} <> 'RETRACTED'`
    : inList(events.certainty, certainties)
}

function matchesSearch(text: string): Condition {
  const matches = matchesSearchText(eventTexts.words, text)
  return {
    where: sql`exists (select 1 from ${eventTexts} where ${eventTexts.eventId} = ${events.id} and ${matches})`,
    drivingTable: { ...drivenBy(eventTexts, matches), isLarge: true },
  }
}

function isAttributedTo(actorId: string): Condition {
  return {
    where: sql`exists (select 1 from ${claimAttributions} where ${claimAttributions.eventId} = ${events.id} and ${claimAttributions.agentId} = ${actorId})`,
    drivingTable: drivenBySource(actorId),
  }
}

function hasExternalId({ scheme, value }: NonNullable<EventFilter['externalId']>): SQL {
  return sql`exists (select 1 from ${eventExternalIds} where ${eventExternalIds.eventId} = ${events.id} and ${eventExternalIds.scheme} = ${scheme} and ${eventExternalIds.value} = ${value})`
}

function hasCode(scheme: string, prefix: string): SQL {
  return sql`exists (select 1 from ${eventCodes} where ${eventCodes.eventId} = ${events.id} and ${eventCodes.scheme} = ${scheme} and ${eventCodes.code} like ${`${escapeLike(prefix)}%`})`
}

function isReportedAfter(range: NonNullable<EventFilter['reportedAfterDays']>): SQL {
  const { atLeast, atMost } = parseRange(range, 'reportedAfterDays')
  const bounds = [
    sql`reported.lag is not null`,
    ...(isGiven(atLeast) ? [sql`reported.lag >= ${atLeast}`] : []),
    ...(isGiven(atMost) ? [sql`reported.lag <= ${atMost}`] : []),
  ]
  return sql`exists (select 1 from (select ${daysAfter(events, sql`first.day`)} as lag from (${firstReportOf(events.id)}) first) reported where ${sql.join(bounds, sql` and `)})`
}

function hasQuantity(quantity: NonNullable<EventFilter['quantity']>): SQL {
  const { measure, atLeast, atMost } = parseRange(quantity, 'quantity')
  const value = quantityValue(quantities)
  const bounds = [
    isGiven(atLeast) ? sql` and ${value} >= ${atLeast}::float8` : sql``,
    isGiven(atMost) ? sql` and ${value} <= ${atMost}::float8` : sql``,
  ]
  return sql`exists (select 1 from ${quantities} where ${quantities.eventId} = ${events.id} and ${quantities.measure} = ${measure}${sql.join(bounds)})`
}

function isMentionedBy(publisherIds: readonly string[]): Condition {
  return {
    where: sql`exists (select 1 from ${mentions} where ${mentions.eventId} = ${events.id} and ${inList(mentions.publisherId, publisherIds)})`,
    ...perKeyScanOf(publisherIds, drivenByPublisher),
    hasOnePlan: true,
  }
}

function isInStoryline(id: string): Condition {
  return {
    where: sql`exists (select 1 from ${eventStorylines} where ${eventStorylines.eventId} = ${events.id} and ${eventStorylines.storylineId} = ${id})`,
    drivingTable: drivenBy(eventStorylines, eq(eventStorylines.storylineId, id)),
    hasOnePlan: true,
  }
}
