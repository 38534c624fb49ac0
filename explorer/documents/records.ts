import type {
  ExplorerActorQuery,
  ExplorerArticleQuery,
  ExplorerDatasetQuery,
  ExplorerEventQuery,
  ExplorerEventsQuery,
  ExplorerPlaceQuery,
  ExplorerStorylineQuery,
} from './types.ts'

/** The records that pages are about, as their documents select them. */
export type EventRecord = NonNullable<ExplorerEventQuery['event']>
export type ClaimRecord = EventRecord['claims'][number]
export type EventList = ExplorerEventsQuery['events']
export type ActorRecord = NonNullable<ExplorerActorQuery['actor']>
export type PlaceRecord = NonNullable<ExplorerPlaceQuery['place']>
export type StorylineRecord = NonNullable<ExplorerStorylineQuery['storyline']>
export type DatasetRecord = ExplorerDatasetQuery['datasets'][number]
export type ArticleRecord = NonNullable<ExplorerArticleQuery['article']>
