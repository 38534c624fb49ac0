import { ACTOR_PAGE } from './pages/actor/actor.tsx'
import { ARTICLE_PAGE } from './pages/article.tsx'
import { DATASET_PAGE } from './pages/dataset.tsx'
import { EVENT_PAGE } from './pages/event/event.tsx'
import { EVENTS_PAGE } from './pages/events/events.tsx'
import { HOME_PAGE } from './pages/home.tsx'
import { PLACE_PAGE } from './pages/place.tsx'
import { STORYLINE_PAGE } from './pages/storyline.tsx'
import type { AnyPage } from './request/page.ts'

/** The pages of records by their folders; the rest of the path is the id. */
const RECORDS: Readonly<Record<string, AnyPage>> = {
  events: EVENT_PAGE as AnyPage,
  actors: ACTOR_PAGE as AnyPage,
  places: PLACE_PAGE as AnyPage,
  storylines: STORYLINE_PAGE as AnyPage,
  datasets: DATASET_PAGE as AnyPage,
  articles: ARTICLE_PAGE as AnyPage,
}

/** The pages that have no id. */
const LISTS: Readonly<Record<string, AnyPage>> = {
  '/': HOME_PAGE as AnyPage,
  // `/index.json` is the front page in another format.
  '/index': HOME_PAGE as AnyPage,
  '/events': EVENTS_PAGE as AnyPage,
}

/** The page at a decoded path, and the id in it; undefined if there is none. */
export function findPage(path: string): { page: AnyPage; id: string } | undefined {
  const list = Object.hasOwn(LISTS, path) ? LISTS[path] : undefined
  if (list) return { page: list, id: '' }
  const [, folder = '', id = ''] = /^\/(\w+)\/([^/]+)$/.exec(path) ?? []
  const page = Object.hasOwn(RECORDS, folder) ? RECORDS[folder] : undefined
  return page && { page, id }
}
