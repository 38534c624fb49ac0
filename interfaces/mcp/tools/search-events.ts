import { z } from 'zod'
import { read } from '../../execute.ts'
import { fitting } from '../bounded-answer.ts'
import { FILTER_FIELDS, whereOf } from '../event-filter.ts'
import { SUMMARY, summaryOf, type EventSummary } from '../event-summary.ts'
import { declareTool } from '../tool.ts'

const DOCUMENT = `query SearchEvents($where: EventWhere, $orderBy: EventOrder!, $first: Int!, $after: String) {
  events(where: $where, orderBy: $orderBy, first: $first, after: $after) {
    totalCount isExact pageInfo { hasNextPage } edges { cursor node { ...Summary } }
  }
}
${SUMMARY}`

interface Data {
  events: {
    totalCount: number
    isExact: boolean
    pageInfo: { hasNextPage: boolean }
    edges: { cursor: string; node: EventSummary }[]
  }
}

const ORDERS = ['OCCURRED_DESC', 'OCCURRED_ASC', 'MENTION_COUNT_DESC', 'ORIGIN_COUNT_DESC', 'RELEVANCE'] as const

/** Lists the events of a filter. */
export const SEARCH_EVENTS = declareTool({
  name: 'search_events',
  title: 'Search events',
  description:
    'Lists events (who did what to whom, where, when) with id, certainty, participants and quotes. Default: events that took place, which people read or checked. Set realis to find plans and wishes, polarity NEGATIVE for what was said not to have happened.',
  input: z.strictObject({
    ...FILTER_FIELDS,
    orderBy: z.enum(ORDERS).optional().describe('RELEVANCE needs text'),
    first: z.int().min(1).max(25).optional().describe('default 10'),
    after: z.string().max(2000).optional().describe('nextCursor of the last answer, with the same filter'),
  }),
  documents: { 'mcp-search-events': DOCUMENT },
  run: async ({ orderBy = 'OCCURRED_DESC', first = 10, after, ...filter }, execute) => {
    const variables = { where: whereOf(filter), orderBy, first, after }
    const { events } = await read<Data>(execute, DOCUMENT, variables)
    const { totalCount, isExact, pageInfo } = events
    const { items, isCut } = fitting(events.edges.map(({ cursor, node }) => ({ cursor, event: summaryOf(node) })))
    const hasMore = isCut || pageInfo.hasNextPage
    return {
      value: {
        totalCount,
        ...(!isExact && { isExact }),
        events: items.map(({ event }) => event),
        ...(hasMore && { nextCursor: items.at(-1)?.cursor }),
      },
    }
  },
})
