import { deriveUuid } from '../../database/values/ids.ts'
import { decidingClaims, deriveCertainty, sidesOf, standingClaims, type Certainty } from '../derived/certainty.ts'
import { towardsRealis } from '../derived/claim-realis.ts'
import { evidenceByMethod, type DatasetMethod, type Evidence } from '../derived/evidence.ts'
import { locateAgain } from '../evidence/fate.ts'
import type { ClaimDraft, QuoteFate } from '../format/claim.ts'
import type { EventDraft } from '../format/event.ts'
import type { UuidOf } from '../format/references.ts'
import { spanOf } from '../format/time.ts'
import { partRowsOf } from '../parts/catalogue.ts'
import { locationColumns, sortTimeOf, timeColumns } from '../parts/event-columns.ts'
import type { IdentifiedClaim, PartsDraft } from '../parts/part.ts'
import type { EventRows } from '../parts/read-events.ts'
import { isAbout } from '../validate/event.ts'
import type { VersionText } from './quote-fates.ts'

/** The most origins that claims of one article have. */
const ONE_ARTICLE = 1

/** The properties that all events of a report share. */
export interface ReportSource {
  datasetId: string
  /** The method of the dataset. */
  method: DatasetMethod
  articleId: string
  articleVersion: number
  publisherId: string | null
  /** Whether the quotes were found in the text of the article. */
  isVerified: boolean
  /** The latest version, if the report is about an earlier one and the text of the latest is stored. */
  later?: VersionText | undefined
}

/** Makes the rows of an event of a report. The id of a claim follows from its event and its position. */
export function rowsOfReported(
  draft: EventDraft,
  uuidOf: UuidOf,
  { datasetId, method, articleId, articleVersion, publisherId, isVerified, later }: ReportSource,
): EventRows {
  const eventId = uuidOf('event', draft.key)
  const claims = draft.claims.map((claim, position) => ({
    ...claim,
    id: deriveUuid(0, 'claim', eventId, String(position)),
    articleId,
    articleVersion,
    realis: claim.realis ?? draft.realis,
    isVerified,
    quoteFate: later && quoteFateIn(claim.quote, later),
  }))
  const { kind, title, summary, realis, polarity, occurred, location } = draft
  return {
    event: {
      id: eventId,
      kind,
      title,
      summary,
      realis,
      polarity,
      ...timeColumns(occurred),
      ...locationColumns(location, uuidOf),
      certainty: certaintyOf(draft),
      independentOriginCount: originCountOf(draft),
      evidence: evidenceOf(claims, method),
      datasetId,
      mentionCount: 1,
      publisherCount: publisherId === null ? 0 : 1,
    },
    details: 'details' in draft ? draft.details : {},
    parts: partRowsOf({
      eventId,
      occurredSort: sortTimeOf(spanOf(occurred).earliest),
      draft: {
        ...partsDraftOf(draft, claims),
        mentions: [{ articleId, publisherId, sentence: draft.claims[0]?.quote.sentence ?? null }],
      },
      uuidOf,
    }),
  }
}

function quoteFateIn(quote: ClaimDraft['quote'], { version, text }: VersionText): QuoteFate | undefined {
  const fate = locateAgain(quote, text)
  return fate && { fate, version }
}

/**
 * Completes the draft of an event for the rows of its parts. The certainty of a relation is derived from the claims
 * about it, unless the draft states it.
 * @param claims the claims of the draft with their ids
 */
export function partsDraftOf(draft: EventDraft, claims: readonly IdentifiedClaim[]): PartsDraft {
  const relations = draft.relations.map((relation) => {
    const assertions = claims.filter((claim) => isAbout(claim, relation))
    return { ...relation, certainty: relation.certainty ?? deriveCertainty('POSITIVE', assertions, ONE_ARTICLE) }
  })
  return { ...draft, claims, relations }
}

/** Derives the certainty of an event from its claims. All of them must come from one article. */
export function certaintyOf(draft: EventDraft): Certainty {
  return deriveCertainty(draft.polarity, decidingOf(draft), ONE_ARTICLE)
}

/** Counts the origins of an event whose claims come from one article. */
function originCountOf(draft: EventDraft): number {
  const { asserting } = sidesOf(draft.polarity, standingClaims(decidingOf(draft)))
  return asserting.length > 0 ? ONE_ARTICLE : 0
}

function decidingOf({ realis, claims }: EventDraft) {
  return decidingClaims(claims).map((claim) => towardsRealis(realis, claim.realis ?? realis, claim))
}

function evidenceOf(claims: readonly IdentifiedClaim[], method: DatasetMethod): Evidence {
  const isQuoted = claims.some(({ isVerified, certainty }) => isVerified && certainty !== 'RETRACTED')
  return isQuoted ? 'QUOTED' : evidenceByMethod(method)
}
