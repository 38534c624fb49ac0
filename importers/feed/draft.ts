import type { actors } from '../../database/tables/actor.ts'
import type { articleVersions } from '../../database/tables/article-version.ts'
import type { articles } from '../../database/tables/article.ts'
import type { claimAttributions, claims } from '../../database/tables/claim.ts'
import type { eventCodes } from '../../database/tables/code.ts'
import type { EventCodingRow } from '../../database/tables/coding.ts'
import type { ID_SCHEMES, NAME_KINDS } from '../../database/tables/enums.ts'
import type { EventKindName } from '../../database/tables/event-kinds.ts'
import type { events } from '../../database/tables/event.ts'
import type { mentions } from '../../database/tables/mention.ts'
import type { participations } from '../../database/tables/participation.ts'
import type { places } from '../../database/tables/place.ts'
import type { quantities } from '../../database/tables/quantity.ts'
import type { eventRelations } from '../../database/tables/relation.ts'

type Columns<Table extends { $inferInsert: object }, Names extends keyof Table['$inferInsert']> = Pick<
  Table['$inferInsert'],
  Names
>

/** An id of another database; unique within its scheme. */
export interface ExternalIdDraft {
  scheme: (typeof ID_SCHEMES)[number]
  value: string
}

/** A place of a feed. It resolves to the stored place with one of its external ids, even if the names differ. */
export interface PlaceDraft extends Columns<typeof places, 'kind' | 'name' | 'latitude' | 'longitude'> {
  /** The UUID that it gets if it is new. */
  id: string
  externalIds: ExternalIdDraft[]
  aliases?: string[]
  within?: PlaceDraft
}

/** An actor of a feed. It resolves to the stored actor with one of its external ids, even if the names differ. */
export interface ActorDraft extends Columns<typeof actors, 'kind' | 'name' | 'description'> {
  /** The UUID that it gets if it is new. */
  id: string
  externalIds: ExternalIdDraft[]
  names?: { name: string; kind: (typeof NAME_KINDS)[number] }[]
  country?: PlaceDraft
}

/** An article that a feed cites, by URL or by headline and publisher. */
export interface ArticleDraft
  extends
    Columns<typeof articles, 'id' | 'url' | 'publishedOn'>,
    Columns<typeof articleVersions, 'headline' | 'language' | 'length'> {
  publisher?: string | undefined
}

export interface MentionDraft extends Columns<
  typeof mentions,
  | 'sentence'
  | 'actor1Offset'
  | 'actor2Offset'
  | 'actionOffset'
  | 'extractionConfidence'
  | 'tone'
  | 'mentionedAt'
  | 'rowNumber'
> {
  article: ArticleDraft
}

/** A storyline and its parent, both by title. */
export interface StorylineDraft {
  title: string
  parent?: string
}

/** The coding of a row, with its location. */
export interface CodingDraft extends Omit<EventCodingRow, 'eventId' | 'placeId'> {
  place: PlaceDraft | null
}

/** A link in the chain of sources of a quote, the original source first. */
export interface AttributionDraft {
  actor: ActorDraft | undefined
  label: string | undefined
  verb: string | undefined
  mode: Exclude<(typeof claimAttributions)['$inferInsert']['mode'], 'PUBLICATION'>
}

/** A quote of an article that the row cites. It is not verified, because the text of the article is not at hand. */
interface QuoteDraft {
  article: ArticleDraft
  aspect: (typeof claims)['$inferInsert']['aspect']
  exact: string
  attribution: AttributionDraft[]
}

/** A relation to the event of another row, which need not be stored yet. */
export interface RelationDraft {
  kind: (typeof eventRelations)['$inferInsert']['kind']
  /** UUID of the other event. */
  eventId: string
}

type EventColumns = Columns<
  typeof events,
  | 'title'
  | 'summary'
  | 'realis'
  | 'edtf'
  | 'earliest'
  | 'latest'
  | 'timePrecision'
  | 'timeBasis'
  | 'locationPrecision'
  | 'latitude'
  | 'longitude'
  | 'radiusKm'
  | 'locationText'
>

/** The event of a row, with everything that the row says about it. */
export interface EventDraft extends EventColumns {
  /** Its UUID; all rows of one event have the same. */
  id: string
  kind: EventKindName
  place?: PlaceDraft | undefined
  /** The typed fields: the columns of its kind's details table. */
  details?: Record<string, unknown>
  participations: (Columns<typeof participations, 'role' | 'side' | 'label' | 'basis'> & { actor: ActorDraft })[]
  quantities: Columns<
    typeof quantities,
    'measure' | 'of' | 'side' | 'low' | 'best' | 'high' | 'approximation' | 'unit'
  >[]
  codes: Columns<typeof eventCodes, 'scheme' | 'code'>[]
  externalIds: ExternalIdDraft[]
  mentions: MentionDraft[]
  storylines: StorylineDraft[]
  /** What the row alone says. If an event has codings, most of them decide on its location. */
  codings?: CodingDraft[]
  /** The quotes that state the event, each a claim; absent if the feed has none. */
  quotes?: QuoteDraft[]
  /** The relations to other events; absent if the feed has none. */
  relations?: RelationDraft[]
}

export interface EventRowDraft {
  /** The row's number in the feed. Of the rows of one event, the row with the smallest number describes the event. */
  rowNumber: number
  event: EventDraft
  /** The unit for which a release of the feed is complete, such as a country; absent if the feed has no releases. */
  scope?: string | undefined
  /** The day, YYYY-MM-DD, that decides if the row belongs to the date range of a release. */
  day?: string | undefined
  /** Unusual values of the row, which the import stores nevertheless. */
  warnings: string[]
}

export interface MentionRowDraft {
  /** The number of the event row whose event is mentioned. */
  rowNumber: number
  mention: MentionDraft
  warnings: string[]
}
