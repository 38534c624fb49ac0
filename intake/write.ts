import { OWN_KINDS, type OwnKindName } from '../schema/tables/event-kinds.ts'
import { deriveUuid } from '../schema/ids.ts'
import { claimAttributions, claims } from '../schema/tables/claim.ts'
import { codes, eventCodes } from '../schema/tables/code.ts'
import type { Database } from '../schema/tables/database.ts'
import { eventExternalIds, events } from '../schema/tables/event.ts'
import { participations } from '../schema/tables/participation.ts'
import { quantities } from '../schema/tables/quantity.ts'
import { eventRelations } from '../schema/tables/relation.ts'
import { reports } from '../schema/tables/report.ts'
import { revisions } from '../schema/tables/revision.ts'
import { eventStorylines } from '../schema/tables/storyline.ts'
import { deriveCertainty, type Certainty } from './certainty.ts'
import { isAbout } from './check-event.ts'
import type { ReportDocument } from './document.ts'
import type { ClaimDraft, EventDraft } from './event-draft.ts'
import { insertNewRows, insertRows } from './insert.ts'
import type { Settled } from './settle.ts'
import { spanOf } from './time.ts'

/** What the events of a report have in common. */
export interface Source {
  datasetId: string
  articleId: string
  publisherId: string | null
  /** Who publishes the report, for the history. */
  by: string
}

/** A child of an event in `claims`: its id is its event's and its place in it, the same at every try. */
const claimIdOf = (eventId: string, position: number): string => deriveUuid(0, 'claim', eventId, String(position))

/**
 * Stores the events of a report with all that belongs to them.
 * @param tx a transaction in which the report's references are stored
 * @returns how sure each event is, by its local key
 */
export const writeEvents = async (
  tx: Database,
  report: ReportDocument,
  { uuidOf }: Settled,
  source: Source,
): Promise<Map<string, Certainty>> => {
  const { datasetId, articleId, publisherId, by } = source
  const drafts = report.events.map((draft) => {
    const { earliest, latest, precision } = spanOf(draft.occurred)
    return {
      draft,
      eventId: uuidOf('event', draft.key),
      earliest,
      latest,
      precision,
      occurredSort: earliest ?? latest ?? '-infinity',
    }
  })
  const certainties = new Map(drafts.map(({ draft }) => [draft.key, certaintyOf(draft, articleId)]))
  await insertRows(
    tx,
    events,
    drafts.map(({ draft, eventId, earliest, latest, precision }) => {
      const { kind, title, summary, realis, polarity, occurred, location } = draft
      return {
        ...{ id: eventId, kind, title, summary, realis, polarity, certainty: certainties.get(draft.key)!, datasetId },
        ...{
          edtf: occurred.edtf,
          earliest,
          latest,
          timePrecision: precision,
          timeBasis: occurred.basis,
          timeText: occurred.text,
        },
        placeId: location?.place === undefined ? null : uuidOf('place', location.place),
        ...{ locationPrecision: location?.precision, locationText: location?.text, radiusKm: location?.radiusKm },
        ...{ latitude: location?.latitude, longitude: location?.longitude },
        ...{ reportCount: 1, publisherCount: publisherId === null ? 0 : 1 },
      }
    }),
  )
  await writeDetails(tx, drafts)
  await insertRows(
    tx,
    participations,
    drafts.flatMap(({ draft, eventId, occurredSort }) =>
      draft.participations.map(({ actor, office, ...participation }, ordinal) => ({
        ...participation,
        ...{ eventId, ordinal, occurredSort, actorId: uuidOf('actor', actor) },
        officeId: office === undefined ? null : uuidOf('office', office),
      })),
    ),
  )
  await insertRows(
    tx,
    eventRelations,
    drafts.flatMap(({ draft, eventId }) =>
      draft.relations.map(({ kind, event, certainty, basis }) => {
        const about = draft.claims.filter((claim) => isAbout(claim, { kind, event }))
        const derived = deriveCertainty(
          'POSITIVE',
          about.map((claim) => assertionOf(claim, articleId)),
        )
        return { eventId, kind, targetId: uuidOf('event', event), certainty: certainty ?? derived, basis }
      }),
    ),
  )
  await writeClaims(tx, drafts, articleId, uuidOf)
  await insertRows(
    tx,
    quantities,
    drafts.flatMap(({ draft, eventId }) =>
      draft.quantities.map(({ claim, ...quantity }, ordinal) => {
        const position = draft.claims.findIndex(({ key }) => key !== undefined && key === claim)
        return { ...quantity, eventId, ordinal, claimId: position < 0 ? null : claimIdOf(eventId, position) }
      }),
    ),
  )
  await writeCodes(tx, drafts)
  await insertRows(
    tx,
    eventExternalIds,
    drafts.flatMap(({ draft, eventId }) => draft.externalIds.map((externalId) => ({ eventId, ...externalId }))),
  )
  await insertRows(
    tx,
    eventStorylines,
    drafts.flatMap(({ draft, eventId, occurredSort }) =>
      [...new Set(draft.storylines.map((key) => uuidOf('storyline', key)))].map((storylineId) => ({
        eventId,
        storylineId,
        occurredSort,
      })),
    ),
  )
  await insertRows(
    tx,
    reports,
    drafts.map(({ draft, eventId, occurredSort }) => ({
      ...{ eventId, articleId, publisherId, occurredSort },
      sentence: draft.claims[0]!.quote.sentence,
    })),
  )
  await insertRows(
    tx,
    revisions,
    drafts.map(({ eventId }) => ({ eventId, version: 1, kind: 'CREATED' as const, by })),
  )
  return certainties
}

interface Drafted {
  draft: EventDraft
  eventId: string
}

const writeDetails = async (tx: Database, drafts: readonly Drafted[]): Promise<void> => {
  for (const kind of Object.keys(OWN_KINDS) as OwnKindName[]) {
    const rows = drafts.flatMap(({ draft, eventId }) => (draft.kind === kind ? [{ ...draft.details, eventId }] : []))
    await insertRows(tx, OWN_KINDS[kind].details, rows as never)
  }
}

const writeClaims = async (
  tx: Database,
  drafts: readonly Drafted[],
  articleId: string,
  uuidOf: Settled['uuidOf'],
): Promise<void> => {
  const drafted = drafts.flatMap(({ draft, eventId }) =>
    draft.claims.map((claim, ordinal) => ({ claim, eventId, ordinal, claimId: claimIdOf(eventId, ordinal) })),
  )
  await insertRows(
    tx,
    claims,
    drafted.map(
      ({ claim: { aspect, detail, relation, certainty, polarity, hedge, quote }, eventId, ordinal, claimId }) => ({
        ...{ eventId, id: claimId, ordinal, aspect, detail, certainty, polarity, hedge, articleId },
        relationKind: relation?.kind,
        relationTargetId: relation && uuidOf('event', relation.event),
        ...{ quoteExact: quote.exact, quotePrefix: quote.prefix, quoteSuffix: quote.suffix },
        ...{ quoteStart: quote.start, quoteEnd: quote.end, quoteSentence: quote.sentence },
      }),
    ),
  )
  await insertRows(
    tx,
    claimAttributions,
    drafted.flatMap(({ claim, eventId, claimId }) =>
      claim.attribution.map(({ agent, label, verb, mode }, ordinal) => ({
        ...{ eventId, claimId, ordinal, label, verb, mode },
        agentId: agent === undefined ? null : uuidOf('actor', agent),
      })),
    ),
  )
}

const writeCodes = async (tx: Database, drafts: readonly Drafted[]): Promise<void> => {
  await insertNewRows(
    tx,
    codes,
    drafts.flatMap(({ draft }) =>
      draft.codes.flatMap(({ scheme, code, label }) => (label === undefined ? [] : [{ scheme, code, label }])),
    ),
  )
  await insertNewRows(
    tx,
    eventCodes,
    drafts.flatMap(({ draft, eventId }) => draft.codes.map(({ scheme, code }) => ({ eventId, scheme, code }))),
  )
}

/** Claims that it took place decide; where there is none, whatever is said of it takes it as having taken place. */
const certaintyOf = ({ polarity, claims: drafts }: EventDraft, articleId: string): Certainty => {
  const occurrence = drafts.filter(({ aspect }) => aspect === 'OCCURRENCE')
  return deriveCertainty(
    polarity,
    (occurrence.length > 0 ? occurrence : drafts).map((claim) => assertionOf(claim, articleId)),
  )
}

const assertionOf = ({ certainty, polarity, attribution: [first] }: ClaimDraft, articleId: string) => ({
  ...{ certainty, polarity, article: articleId },
  origin: first?.agent ?? first?.label ?? articleId,
})
