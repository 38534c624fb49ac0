import type { actors } from '../../database/tables/actor.ts'
import type { articles } from '../../database/tables/article.ts'
import type { eventCodes } from '../../database/tables/code.ts'
import type { ID_SCHEMES, NAME_KINDS } from '../../database/tables/enums.ts'
import type { EventKindName } from '../../database/tables/event-kinds.ts'
import type { events } from '../../database/tables/event.ts'
import type { eventCodings } from '../../database/tables/import.ts'
import type { mentions } from '../../database/tables/mention.ts'
import type { participations } from '../../database/tables/participation.ts'
import type { places } from '../../database/tables/place.ts'
import type { quantities } from '../../database/tables/quantity.ts'

type Columns<Table extends { $inferInsert: object }, Names extends keyof Table['$inferInsert']> = Pick<
  Table['$inferInsert'],
  Names
>

/** What others call a thing; unique within its scheme. */
export interface ExternalIdDraft {
  scheme: (typeof ID_SCHEMES)[number]
  value: string
}

/** A place as a feed speaks of it. One that is stored under one of its external ids is that one, whatever its name. */
export interface PlaceDraft extends Columns<typeof places, 'kind' | 'name' | 'latitude' | 'longitude'> {
  /** The UUID that it gets where it is new. */
  id: string
  externalIds: ExternalIdDraft[]
  aliases?: string[]
  /** What it is part of. */
  within?: PlaceDraft
}

/** An actor as a feed speaks of it. One that is stored under one of its external ids is that one, whatever its name. */
export interface ActorDraft extends Columns<typeof actors, 'kind' | 'name' | 'description'> {
  /** The UUID that it gets where it is new. */
  id: string
  externalIds: ExternalIdDraft[]
  names?: { name: string; kind: (typeof NAME_KINDS)[number] }[]
  country?: PlaceDraft
}

/** An article as a feed cites it: by its address, or by its headline and publisher. */
export interface ArticleDraft extends Columns<
  typeof articles,
  'id' | 'url' | 'headline' | 'language' | 'publishedOn' | 'length'
> {
  publisher?: string | undefined
}

/** One article that reports an event. */
export interface MentionDraft extends Columns<
  typeof mentions,
  'sentence' | 'actor1Offset' | 'actor2Offset' | 'actionOffset' | 'extractionConfidence' | 'tone' | 'mentionedAt'
> {
  article: ArticleDraft
}

/** A storyline by its title, and what it is part of. */
export interface StorylineDraft {
  title: string
  parent?: string
}

type OwnEventColumns = Columns<
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

/** An event as one row of a feed tells it, with all that the row says of it. */
export interface EventDraft extends OwnEventColumns {
  /** Its UUID; rows that tell of one event have the same. */
  id: string
  kind: EventKindName
  place?: PlaceDraft | undefined
  /** The columns of its kind's own table. */
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
  coding?: Omit<typeof eventCodings.$inferInsert, 'eventId'>
}

/** A row of a feed, read. */
export interface RowDraft {
  /** The feed's own number of the row. Of the rows of one event the smallest tells what it is. */
  row: number
  event: EventDraft
  /** Within what a release of the feed is complete, and the day by which the row belongs to its range. */
  scope?: string | undefined
  day?: string | undefined
  /** What is odd about the row and is kept all the same. */
  warnings: string[]
}

/** A later report of an event that an earlier row told. */
export interface MentionRowDraft {
  /** The number of the row that told the event. */
  row: number
  mention: MentionDraft
  warnings: string[]
}
