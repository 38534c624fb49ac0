import { socket, type Case } from '../case.ts'

function subscribe(id: string, query: unknown, more: object = {}): string {
  return JSON.stringify({ id, type: 'subscribe', payload: { query, ...more } })
}

function many(count: number, query: string): string[] {
  return Array.from({ length: count }, (_, n) => subscribe(String(n), query))
}

const INTROSPECTION = '{ __schema { types { name fields { name description } } } }'
const LIMITED = /^(?:complete|RATE_LIMITED|open|closed \d+)$/

/** Attacks over WebSockets. */
export const SOCKET_CASES: Case[] = [
  socket('a query', /^complete$/, [subscribe('1', '{ __typename }')]),
  socket('an invalid query', /^BAD_USER_INPUT$/, [subscribe('1', '{ x }')]),
  socket('a deep query', /^QUERY_TOO_COSTLY$/, [subscribe('1', '{ a '.repeat(500) + '}'.repeat(500))]),
  socket('deep variables', /^BAD_USER_INPUT$/, [
    `{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","variables":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}}`,
  ]),
  socket('no operation', /^BAD_USER_INPUT$/, [subscribe('1', 'fragment F on Query { __typename }')]),
  socket('a query that is no text', /^closed 44\d\d$/, [subscribe('1', 5)]),
  socket('the same id twice', /^(?:closed 4409|complete)$/, [
    subscribe('1', 'subscription { eventChanged { version } }'),
    subscribe('1', '{ __typename }'),
  ]),
  socket('a message that is not JSON', /^closed 4400$/, ['{']),
  socket('an unknown message', /^closed 4400$/, ['{"type":"x"}']),
  socket('a message of bytes', /^closed 4400$/, [Buffer.from([0, 1, 2])]),
  socket('a message of 2 MB', /^closed 1009$/, ['x'.repeat(2_000_000)]),
  socket('a query before the handshake', /^closed 4401$/, [subscribe('1', '{ __typename }')], { isRaw: true }),
  socket('two handshakes', /^closed 4429$/, ['{"type":"connection_init"}']),
  socket('a wrong key', /^(?:complete|UNAUTHENTICATED|closed \d+)$/, [subscribe('1', '{ __typename }')], {
    headers: { authorization: 'Bearer x' },
  }),
  socket('another origin', /^403$/, [], { headers: { origin: 'https://other.example' } }),
  socket('the origin null', /^403$/, [], { headers: { origin: 'null' } }),
  socket('300 queries at once', LIMITED, many(300, '{ __typename }')),
  socket('3,000 queries at once', LIMITED, many(3_000, '{ datasets { name } }')),
  socket('500 introspections', LIMITED, many(500, INTROSPECTION)),
  socket('300 subscriptions', LIMITED, many(300, 'subscription { eventChanged { version } }')),
  socket(
    '1,000 pings',
    /^open$/,
    Array.from({ length: 1_000 }, () => '{"type":"ping"}'),
  ),
  socket('completes what does not run', /^open$/, ['{"id":"x","type":"complete"}']),
]
