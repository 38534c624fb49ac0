import type { Filter } from './filter.ts'

const ORDERS = ['OCCURRED_DESC', 'OCCURRED_ASC', 'MENTION_COUNT_DESC', 'ORIGIN_COUNT_DESC', 'UPDATED_DESC', 'RELEVANCE']

/** The orders that the list of events offers; by relevance only if there are search words. */
export function ordersOf({ q }: Filter): string[] {
  return ORDERS.filter((order) => order !== 'RELEVANCE' || q !== undefined)
}

/** The order of a filter; default the best matches of a search, else the newest events. */
export function orderOf(filter: Filter): string {
  return filter.order ?? (filter.q === undefined ? 'OCCURRED_DESC' : 'RELEVANCE')
}

/** The filter as the argument `where` of the graph, which says what is wrong with it. */
export function whereOf(filter: Filter): Record<string, unknown> {
  const { q, kind, certainty, realis, evidence, dataset, publisher, actor, place, storyline, box } = filter
  const occurred = windowOf(filter)
  const location = { ...(place !== undefined && { within: place }), ...(box !== undefined && { box: boxOf(box) }) }
  return {
    ...(q !== undefined && { search: q }),
    ...(kind.length > 0 && { kinds: kind }),
    ...(certainty.length > 0 && { certainty }),
    ...(realis.length > 0 && { realis }),
    ...(evidence.length > 0 && { evidence }),
    ...(dataset.length > 0 && { dataset }),
    ...(publisher.length > 0 && { publisher }),
    ...(actor !== undefined && { participants: { some: { actor } } }),
    ...(storyline !== undefined && { storyline }),
    ...(occurred && { occurred }),
    ...(Object.keys(location).length > 0 && { location }),
  }
}

/** A window from the start of one date to the end of another, either of which may be missing. */
function windowOf({ from, to }: Filter): { during: string } | undefined {
  if (from === undefined && to === undefined) return undefined
  return { during: from === to && from !== undefined ? from : `${from ?? '..'}/${to ?? '..'}` }
}

function boxOf(box: string): Record<string, number> {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = box.split(',').map(Number)
  return { west, south, east, north }
}
