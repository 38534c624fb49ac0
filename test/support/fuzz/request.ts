import type { IncomingHttpHeaders } from 'node:http'
import type { Chance } from '../random.ts'
import type { FuzzOperation } from './operation.ts'

/** An HTTP request to send. */
export interface FuzzRequest {
  path: string
  method: string
  headers: Record<string, string>
  body: string | undefined
}

/** The answer to it. */
export interface FuzzAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

const HEADERS: Record<string, readonly string[]> = {
  accept: ['*/*', 'text/html', 'text/event-stream', 'application/json', 'nonsense', 'multipart/mixed'],
  'content-type': ['application/json; charset=latin1', 'text/plain', 'application/graphql', 'multipart/form-data', ''],
  authorization: ['Bearer x', 'Basic eDp5', 'Bearer', `Bearer dlk_${'0'.repeat(32)}_${'A'.repeat(43)}`, 'Bearer a.b.c'],
  'x-request-id': ['abc', 'a b', 'x'.repeat(300), '../..'],
  origin: ['https://other.example', 'null', 'http://localhost'],
  'x-forwarded-for': ['1.2.3.4', 'unknown, ::1', ','],
  'content-encoding': ['gzip', 'identity', 'br'],
  host: ['other.example', 'a:b:c'],
}

const PATHS = ['/', '/readyz', '/x', '//', '/graphql/%00', '/graphql?query=%']
const METHODS = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']
const ACCEPT = ['application/json', 'application/graphql-response+json', 'application/graphql-response+json, */*']
const MAX_PATH_LENGTH = 12_000

/**
 * Makes the HTTP request of an operation; some have an unusual method, header or body.
 * @param authorization the header of a key or token
 */
export function requestOf(
  { query, variables }: FuzzOperation,
  chance: Chance,
  authorization: string | undefined,
): FuzzRequest {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: query.startsWith('subscription') ? 'text/event-stream' : chance.of(ACCEPT),
    ...(authorization !== undefined && { authorization }),
  }
  if (chance.is(0.1)) {
    const name = chance.of(Object.keys(HEADERS))
    headers[name] = chance.of(HEADERS[name] ?? [''])
  }
  const operationName = chance.is(0.1) ? { operationName: chance.of(['Fuzz', 'x', null, 1]) } : {}
  const body = JSON.stringify({ query, variables, ...operationName })
  const post: FuzzRequest = { path: '/graphql', method: 'POST', headers, body }
  const unusual = chance.next()
  if (unusual < 0.04) return { ...post, body: damagedBody(body, chance) }
  if (unusual < 0.08) {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString()
    return { path: `/graphql?${search.slice(0, MAX_PATH_LENGTH)}`, method: 'GET', headers, body: undefined }
  }
  if (unusual < 0.1) return { path: chance.of(PATHS), method: 'GET', headers, body: undefined }
  if (unusual < 0.12) return { path: '/graphql', method: chance.of(METHODS), headers, body: undefined }
  return post
}

function damagedBody(body: string, chance: Chance): string {
  const position = chance.below(body.length)
  return chance.of([
    () => body.slice(0, position),
    () => `[${body},${body}]`,
    () => '[]',
    () => '"x"',
    () => 'null',
    () => '{}',
    () => `{"query":${'['.repeat(2_000)}`,
    () => JSON.stringify({ query: { a: 1 }, variables: 'x', extensions: [] }),
    () => body.replace('"variables":', '"variables":{"__proto__":{"a":1}},"variables":'),
    () => `${body.slice(0, position)}\u0000${body.slice(position)}`,
  ])()
}
