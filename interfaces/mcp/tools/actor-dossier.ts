import { z } from 'zod'
import { clientError } from '../../../schema/builder/errors.ts'
import { read, type Execute } from '../../execute.ts'
import { fitting } from '../bounded-answer.ts'
import { FILTER_FIELDS } from '../event-filter.ts'
import { SUMMARY, summaryOf, type EventSummary } from '../event-summary.ts'
import { declareTool } from '../tool.ts'

const FIND = `query FindActor($name: String!) {
  actors(where: { search: $name }, first: 5) { nodes { id name } }
}`

const DOSSIER = `query ActorDossier($id: ID!, $where: EventWhere, $first: Int!, $after: String) {
  actor(by: { id: $id }) {
    __typename id name description
    names { name }
    country { id name }
    externalIds { scheme value }
    memberships { organization { id name } role from until }
    ... on Person { tenures { office { title } from until } }
    counterparts(where: $where, first: 8) { actor { id name } eventCount lastContact kinds { kind count } }
    events(where: $where, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage }
      groups(by: [KIND], first: 20) { key { kind } count }
      edges { cursor node { ...Summary } }
    }
  }
}
${SUMMARY}`

interface Named {
  id: string
  name: string
}

interface Dossier extends Record<string, unknown> {
  names: { name: string }[]
  memberships: object[]
  events: {
    totalCount: number
    pageInfo: { hasNextPage: boolean }
    groups: { key: { kind: string }; count: number }[]
    edges: { cursor: string; node: EventSummary }[]
  }
}

const MAX_LISTED = 20

/** Returns what is known of one actor. */
export const ACTOR_DOSSIER = declareTool({
  name: 'actor_dossier',
  title: 'Get the dossier of an actor',
  description:
    'One actor: names, offices, memberships, with whom it was in contact how often and when last, and its latest events with quotes.',
  input: z.strictObject({
    actor: z.string().min(1).max(300).describe('id act_…, or a name in any spelling'),
    during: FILTER_FIELDS.during,
    kinds: z.array(z.string().max(40)).max(30).optional().describe('kinds of events, as in search_events'),
    first: z.int().min(1).max(20).optional().describe('events; default 5'),
    after: z.string().max(2000).optional().describe('nextCursor of the last answer'),
  }),
  documents: { 'mcp-find-actor': FIND, 'mcp-actor-dossier': DOSSIER },
  run: async ({ actor, during, kinds, first = 5, after }, execute) => {
    const { id, alternatives } = actor.startsWith('act_') ? { id: actor, alternatives: [] } : await find(actor, execute)
    const where = { ...(during && { occurred: { during } }), ...(kinds && { kinds }) }
    const data = await read<{ actor: Dossier | null }>(execute, DOSSIER, { id, where, first, after })
    if (!data.actor) throw notFound(actor)
    const { names, memberships, events, ...others } = data.actor
    const rest = {
      ...others,
      names: names.slice(0, MAX_LISTED).map(({ name }) => name),
      memberships: memberships.slice(0, MAX_LISTED),
      eventCount: events.totalCount,
      eventCountByKind: Object.fromEntries(events.groups.map(({ key, count }) => [key.kind, count])),
      otherActorsWithSuchNames: alternatives,
    }
    const { items, isCut } = fitting(
      events.edges.map(({ cursor, node }) => ({ cursor, event: summaryOf(node) })),
      rest,
    )
    const listed = items.map(({ event }) => event)
    const nextCursor = isCut || events.pageInfo.hasNextPage ? items.at(-1)?.cursor : undefined
    return { value: { ...(after === undefined ? rest : { id }), events: listed, nextCursor } }
  },
})

async function find(name: string, execute: Execute): Promise<{ id: string; alternatives: Named[] }> {
  const { actors } = await read<{ actors: { nodes: Named[] } }>(execute, FIND, { name })
  const [best, ...alternatives] = actors.nodes
  if (!best) throw notFound(name)
  return { id: best.id, alternatives }
}

function notFound(actor: string) {
  return clientError('NOT_FOUND', `No actor is known as ${JSON.stringify(actor)}. find_names finds similar names.`)
}
