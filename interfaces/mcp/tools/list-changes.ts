import { z } from 'zod'
import { read } from '../../execute.ts'
import { fitting } from '../bounded-answer.ts'
import { FILTER_FIELDS, whereOf } from '../event-filter.ts'
import { declareTool } from '../tool.ts'

const DOCUMENT = `query ListChanges($where: EventWhere, $from: DateTime!, $to: DateTime, $first: Int!, $after: String) {
  eventDiff(where: $where, from: $from, to: $to, first: $first, after: $after) {
    from to enteredCount leftCount changedCount pageInfo { hasNextPage endCursor }
    edges {
      cursor
      node {
        change
        before { id title certainty }
        after { id title certainty claims { quote { exact } } }
        fields { field before after }
        revisions { kind at by reason }
      }
    }
  }
}`

interface Side {
  id: string
  title: string
  certainty: string
  claims?: { quote: { exact: string } }[]
}

interface Difference {
  change: string
  before: Side | null
  after: Side | null
  fields: object[]
  revisions: object[]
}

interface Data {
  eventDiff: {
    from: string
    to: string
    pageInfo: { hasNextPage: boolean; endCursor: string | null }
    edges: { cursor: string; node: Difference }[]
  }
}

const MAX_CHANGES = 20
const MAX_LISTED = 8

const { text, during, participants, country } = FILTER_FIELDS

/** Lists the changes of the events of a filter between two moments. */
export const LIST_CHANGES = declareTool({
  name: 'list_changes',
  title: 'List changes',
  description:
    'Events that entered or left a list, or were corrected or retracted in it, between two moments: what changed, who changed it, and why.',
  input: z.strictObject({
    from: z.string().max(40).describe('date-time, such as 2016-05-01T00:00:00Z'),
    to: z.string().max(40).optional().describe('default now; repeat the answer’s `to` with `after`'),
    text,
    during,
    kinds: z.array(z.string().max(40)).max(30).optional(),
    participants,
    country,
    after: z.string().max(2000).optional().describe('nextCursor of the last answer'),
  }),
  documents: { 'mcp-list-changes': DOCUMENT },
  run: async ({ from, to, after, ...filter }, execute) => {
    const variables = { where: whereOf(filter), from, to, first: MAX_CHANGES, after }
    const { eventDiff } = await read<Data>(execute, DOCUMENT, variables)
    const { pageInfo, edges, ...rest } = eventDiff
    const { items, isCut } = fitting(
      edges.map(({ cursor, node }) => ({ cursor, change: changeOf(node) })),
      rest,
    )
    // A page that has few rows is not the last one.
    const nextCursor = isCut ? items.at(-1)?.cursor : pageInfo.hasNextPage ? pageInfo.endCursor : undefined
    return { value: { ...rest, changes: items.map(({ change }) => change), nextCursor } }
  },
})

function changeOf({ after, fields, revisions, ...others }: Difference): object {
  const { claims, ...now } = after ?? {}
  return {
    ...others,
    after: after && { ...now, quote: claims?.[0]?.quote.exact },
    fields: fields.slice(0, MAX_LISTED),
    revisions: revisions.slice(-MAX_LISTED),
  }
}
