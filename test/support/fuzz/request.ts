import type { Chance } from '../random.ts'
import type { FuzzOperation } from './operation.ts'

/** An HTTP request to send. */
export interface FuzzRequest {
  path: string
  method: string
  headers: Record<string, string>
  body: string | undefined
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

/** Makes the HTTP request of an operation; some have an unusual method, header or body. */
export function requestOf({ query, variables }: FuzzOperation, chance: Chance): FuzzRequest {
  const isSubscription = query.startsWith('subscription')
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: isSubscription
      ? 'text/event-stream'
      : chance.of(['application/json', 'application/graphql-response+json', 'application/graphql-response+json, */*']),
  }
  const body = JSON.stringify({
    query,
    variables,
    ...(chance.is(0.1) && { operationName: chance.of(['Fuzz', 'x', null, 1]) }),
  })
  if (chance.is(0.1)) {
    const name = chance.of(Object.keys(HEADERS))
    headers[name] = chance.of(HEADERS[name] ?? [''])
  }
  if (chance.is(0.04)) {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
    return { path: `/graphql?${search.toString().slice(0, 12_000)}`, method: 'GET', headers, body: undefined }
  }
  if (chance.is(0.02)) {
    return {
      path: chance.of(['/', '/readyz', '/x', '//', '/graphql/%00', '/graphql?query=%']),
      method: 'GET',
      headers,
      body: undefined,
    }
  }
  if (chance.is(0.02))
    return {
      path: '/graphql',
      method: chance.of(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']),
      headers,
      body: undefined,
    }
  return { path: '/graphql', method: 'POST', headers, body: chance.is(0.04) ? damagedBody(body, chance) : body }
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
