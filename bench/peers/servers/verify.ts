import { parseId } from '../../../database/values/ids.ts'
import type { QueryName } from '../queries/query-name.ts'
import { ask, type Peer } from './peer.ts'
import type { RunningPeer } from './running.ts'

/** The body of a request, and what it asks. */
export interface Request {
  body: string
  query: string | undefined
  variables: object
}

/** The fields whose values must be the same. Moments are left out: the servers write them in different forms. */
const COMPARED = new Set(
  'id title name summary edtf exact url headline code role licence count eventCount mentionCount month best tone hasNextPage'.split(
    ' ',
  ),
)

/** The compared values of an answer in its order. TypeIDs become UUIDs, days of months become months. */
function valuesOf(answer: unknown): string[] {
  const values: string[] = []
  const add = (value: unknown, field: string): void => {
    if (Array.isArray(value)) for (const item of value) add(item, field)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) add(inner, name)
    } else if (COMPARED.has(field) && value !== null) {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      values.push(field === 'id' ? (parseId(text)?.uuid ?? text) : field === 'month' ? text.slice(0, 7) : text)
    }
  }
  add(answer, '')
  return values
}

/** The address that answers a query. */
export function addressOf({ peer, url }: RunningPeer, query: QueryName): string {
  return peer.pathOf ? url + peer.pathOf(query) : url
}

/** The requests of a query for a server. */
export async function requestsOf(
  { peer, url }: RunningPeer,
  query: QueryName,
  samples: readonly Parameters<Peer['variablesOf']>[1][],
): Promise<Request[]> {
  const requests: Request[] = []
  for (const sample of samples) {
    const variables = await peer.variablesOf(query, sample, url)
    requests.push({
      query: peer.queries[query],
      variables,
      body: JSON.stringify({ query: peer.queries[query], variables }),
    })
  }
  return requests
}

/**
 * Compares the answers of a server with those of the limit.
 * @returns a message for the first difference; undefined if there is none
 */
export async function findDifference(
  query: QueryName,
  [limit, ofLimit]: readonly [RunningPeer, readonly Request[]],
  [other, ofOther]: readonly [RunningPeer, readonly Request[]],
): Promise<string | undefined> {
  for (const [i, { query: limitQuery, variables }] of ofLimit.entries()) {
    const request = ofOther[i]
    if (request === undefined) return `has ${ofOther.length} requests instead of ${ofLimit.length}`
    const expected = valuesOf(await ask(addressOf(limit, query), limitQuery, variables))
    const actual = valuesOf(await ask(addressOf(other, query), request.query, request.variables))
    if (query !== 'Q8' && expected.length === 0) return 'has a sample without any value'
    const at = Array.from({ length: Math.max(expected.length, actual.length) }, (_, n) => n).find(
      (n) => expected[n] !== actual[n],
    )
    if (at !== undefined) {
      return `value ${at} of ${expected.length} is ${actual[at]} instead of ${expected[at]} for ${JSON.stringify(variables).slice(0, 200)}`
    }
  }
  return undefined
}
