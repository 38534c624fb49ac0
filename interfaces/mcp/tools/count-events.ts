import { z } from 'zod'
import { read } from '../../execute.ts'
import { fitting } from '../bounded-answer.ts'
import { enumOf, FILTER_FIELDS, whereOf } from '../event-filter.ts'
import { SUMMARY, summaryOf, type EventSummary } from '../event-summary.ts'
import { declareTool } from '../tool.ts'

const DOCUMENT = `query CountEvents($where: EventWhere, $by: [EventDimension!]!, $reading: GroupReading!, $orderBy: GroupOrder!, $first: Int!) {
  events(where: $where, first: 2, orderBy: MENTION_COUNT_DESC) {
    totalCount isExact
    groups(by: $by, reading: $reading, orderBy: $orderBy, first: $first) {
      key {
        day week month year kind certainty evidence realis role
        actor { id name } country { id name } place { id name } publisher { id name } code { scheme code label } dataset { name }
      }
      timeFit count mentionCount fatalitiesLow fatalities fatalitiesHigh
    }
    nodes { ...Summary }
  }
}
${SUMMARY}`

interface Data {
  events: {
    totalCount: number
    isExact: boolean
    groups: { key: Record<string, unknown>; timeFit: string | null }[]
    nodes: EventSummary[]
  }
}

/** Counts the events of a filter, by time and other dimensions. */
export const COUNT_EVENTS = declareTool({
  name: 'count_events',
  title: 'Count events',
  description:
    'Counts events, mentions and fatalities by time or other dimensions: a timeline, a ranking. A group without a time has events that are longer than its buckets, or undated. A figure that no source gives is left out.',
  input: z.strictObject({
    // Cells are for maps, not for a model.
    by: z
      .array(enumOf('EventDimension').exclude(['CELL']))
      .min(1)
      .max(3),
    ...withoutKinds(FILTER_FIELDS),
    kinds: z.array(z.string().max(40)).max(30).optional().describe('as in search_events'),
    reading: z.enum(['CERTAINLY', 'POSSIBLY', 'START']).optional().describe('of imprecise times; default CERTAINLY'),
    inOrderOfTime: z.boolean().optional().describe('default: largest count first'),
    first: z.int().min(1).max(100).optional().describe('default 50'),
  }),
  documents: { 'mcp-count-events': DOCUMENT },
  run: async ({ by, reading = 'CERTAINLY', inOrderOfTime = false, first = 50, ...filter }, execute) => {
    const orderBy = inOrderOfTime ? 'KEY_ASC' : 'COUNT_DESC'
    const variables = { where: whereOf(filter), by, reading, orderBy, first }
    const { events } = await read<Data>(execute, DOCUMENT, variables)
    const { totalCount, isExact, groups, nodes } = events
    const rest = { totalCount, ...(!isExact && { isExact }), examples: nodes.map(summaryOf) }
    const rows = groups.map(({ key, timeFit, ...numbers }) => ({
      ...key,
      ...(timeFit !== 'IN_BUCKET' && { timeFit }),
      ...numbers,
    }))
    const { items, isCut } = fitting(rows, rest)
    const note = isCut || groups.length === first ? 'There may be more groups: narrow the filter.' : undefined
    return { value: { ...rest, groups: items, note } }
  },
})

function withoutKinds({ kinds: _kinds, ...fields }: typeof FILTER_FIELDS) {
  return fields
}
