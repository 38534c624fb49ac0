import { list, type Case } from '../case.ts'
import { socket } from '../socket-case.ts'

function subscribe(id: string, query: unknown, more: object = {}): string {
  return JSON.stringify({ id, type: 'subscribe', payload: { query, ...more } })
}

function many(count: number, query: string): string[] {
  return list(count, (n) => subscribe(String(n), query))
}

const TYPENAME = '{ __typename }'
const FOLLOW = 'subscription { eventChanged { version } }'
const INTROSPECTION = '{ __schema { types { name fields { name description } } } }'
const DEEP = `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`

const OPERATIONS: Case[] = [
  socket('WebSocket: a query', ['complete'], [subscribe('1', TYPENAME)]),
  socket('WebSocket: an invalid query', ['GRAPHQL_VALIDATION_FAILED'], [subscribe('1', '{ x }')]),
  socket('WebSocket: a deep query', ['QUERY_TOO_COSTLY'], [subscribe('1', '{ a '.repeat(500) + '}'.repeat(500))]),
  socket(
    'WebSocket: deep variables',
    ['closed 4400'],
    [`{"id":"1","type":"subscribe","payload":{"query":"${TYPENAME}","variables":${DEEP}}}`],
  ),
  socket(
    'WebSocket: no operation',
    ['GRAPHQL_VALIDATION_FAILED'],
    [subscribe('1', 'fragment F on Query { __typename }')],
  ),
  socket(
    'WebSocket: a subscription that may be left out',
    ['GRAPHQL_VALIDATION_FAILED'],
    [subscribe('1', 'subscription { eventChanged @skip(if: true) { version } }')],
  ),
  socket(
    'WebSocket: a mutation without a key',
    ['UNAUTHENTICATED'],
    [
      subscribe(
        '1',
        'mutation { retractEvent(input: { event: "x", expectedVersion: 1, reason: "x" }) { __typename } }',
      ),
    ],
  ),
]

const PROTOCOL: Case[] = [
  socket('WebSocket: a query that is no text', ['closed 4400'], [subscribe('1', 5)]),
  socket('WebSocket: the same id twice', ['closed 4409'], [subscribe('1', FOLLOW), subscribe('1', TYPENAME)]),
  socket('WebSocket: a message that is not JSON', ['closed 4400'], ['{']),
  socket('WebSocket: an unknown message', ['closed 4400'], ['{"type":"x"}']),
  socket('WebSocket: a message of bytes', ['closed 4400'], [Buffer.from([0, 1, 2])]),
  socket('WebSocket: a message of 2 MB', ['closed 1009'], ['x'.repeat(2_000_000)]),
  socket('WebSocket: a query before the handshake', ['closed 4401'], [subscribe('1', TYPENAME)], { isRaw: true }),
  socket('WebSocket: two handshakes', ['closed 4429'], ['{"type":"connection_init"}']),
  socket('WebSocket: a wrong key', ['complete'], [subscribe('1', TYPENAME)], {
    headers: { authorization: 'Bearer x' },
  }),
  socket('WebSocket: another origin', ['403'], [], { headers: { origin: 'https://other.example' } }),
  socket('WebSocket: the origin null', ['403'], [], { headers: { origin: 'null' } }),
  socket('WebSocket: the end of what does not run', ['open'], ['{"id":"x","type":"complete"}']),
]

const FLOODS: Case[] = [
  socket('WebSocket: 300 queries at once', ['complete'], many(300, TYPENAME)),
  socket('WebSocket: 3,000 queries at once', ['complete'], many(3_000, '{ datasets { name } }')),
  socket('WebSocket: 500 introspections', ['complete'], many(500, INTROSPECTION)),
  socket('WebSocket: 2,000 unread introspections', ['open'], many(2_000, INTROSPECTION), { isUnread: true }),
  socket('WebSocket: 300 subscriptions', ['RATE_LIMITED'], many(300, FOLLOW)),
  socket(
    'WebSocket: 1,000 pings',
    ['open'],
    list(1_000, () => '{"type":"ping"}'),
  ),
]

/** Attacks over WebSockets. */
export const SOCKET_CASES: Case[] = [...OPERATIONS, ...PROTOCOL, ...FLOODS]
