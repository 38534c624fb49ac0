import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../database/project-root.ts'
import { CLASSIC_QUERIES } from '../queries/classic.ts'
import { POSTGRAPHILE_QUERIES } from '../queries/postgraphile.ts'
import { QUERY_NAMES, type QueryName } from '../queries/query-name.ts'
import type { Sample } from '../samples.ts'
import { compiledPeer, LAB, LIMIT_FILE } from './compile.ts'
import { datelinePeer, representationsOf } from './dateline.ts'
import { ask, type Peer } from './peer.ts'

const NEWER_NODE = join(LAB, 'node_modules/newer-node/bin/node')
const OLDEST_OF_POSTGRAPHILE = 22

const limit: Peer = {
  name: 'limit',
  title: 'Limit: node:http and one statement',
  queries: Object.fromEntries(QUERY_NAMES.map((name) => [name, undefined])),
  args: [LIMIT_FILE],
  pathOf: (query) => query,
  variablesOf: (_, sample) => sample,
}

/** The variables of the common schema of Mercurius and Apollo Server, whose cursors are written as their servers do. */
function classicVariables(query: QueryName, sample: Sample): object {
  const { id, kind, from, to, first, afterSort, afterId, search, country, ids } = sample
  if (query === 'Q3') return { kind, after: Buffer.from(JSON.stringify([afterSort, afterId])).toString('base64url') }
  if (query === 'Q10') return { representations: representationsOf(sample, (_, uuid) => uuid) }
  return { id, kind, from, to, first, search, country, ids }
}

const { Q10, ...queriesOfServers } = CLASSIC_QUERIES

function labPeer(name: string, title: string, rest: Partial<Peer> = {}): Peer {
  const file = rest.args?.[0] ?? name
  const needs = { path: join(LAB, 'node_modules/.package-lock.json'), message: 'its packages are not installed' }
  const variablesOf = classicVariables
  return { name, title, queries: queriesOfServers, needs, variablesOf, ...rest, args: [compiledPeer(file)] }
}

const CURSOR_QUERY = `query Cursor($kind: String!, $offset: Int!) {
  allEvents(filter: { kind: { equalTo: $kind }, realis: { equalTo: "ACTUAL" }, polarity: { equalTo: "POSITIVE" },
    certainty: { notEqualTo: "RETRACTED" }, evidence: { notEqualTo: "CODED" } },
    orderBy: [OCCURRED_SORT_DESC, ROW_ID_DESC], first: 1, offset: $offset) { pageInfo { endCursor } }
}`

/** Its cursors come from the server itself. */
async function postgraphileVariables(query: QueryName, sample: Sample, url: string): Promise<object> {
  const { id, kind, from, to, first, rank, search, country, ids } = sample
  if (query !== 'Q3') return { id, kind, from, to, first, search, country, ids }
  const data = (await ask(url, CURSOR_QUERY, { kind, offset: rank })) as {
    allEvents: { pageInfo: { endCursor: string } }
  }
  return { kind, after: data.allEvents.pageInfo.endCursor }
}

function isNewEnough(): boolean {
  return Number(process.versions.node.split('.')[0]) >= OLDEST_OF_POSTGRAPHILE
}

/** All servers: first the limit, then Dateline, then the others. */
export function allPeers(cursorKey: string): Peer[] {
  return [
    limit,
    datelinePeer(cursorKey),
    labPeer('postgraphile', 'PostGraphile', {
      queries: POSTGRAPHILE_QUERIES,
      variablesOf: postgraphileVariables,
      ...(isNewEnough()
        ? {}
        : {
            program: NEWER_NODE,
            needs: { path: NEWER_NODE, message: `it needs Node.js ${OLDEST_OF_POSTGRAPHILE} or later` },
          }),
    }),
    labPeer('mercurius', 'Mercurius with graphql-jit'),
    labPeer('apollo', 'Apollo Server'),
    labPeer('apollo-subgraph', 'Apollo subgraph', {
      queries: { Q10 },
      args: ['apollo'],
      environment: { SUBGRAPH: '1' },
    }),
  ]
}

/** The names for the option `--peers`; an Apollo subgraph belongs to Apollo Server. */
export const PEER_NAMES = ['dateline', 'postgraphile', 'mercurius', 'apollo'] as const

/** @returns why a server cannot be started here; undefined if it can */
export function obstacleOf({ needs }: Peer): string | undefined {
  return needs && !existsSync(needs.path) ? needs.message : undefined
}

/** The folder from which servers run. */
export const WORKING_FOLDER = projectRoot
