import { ANSWERED, INVALID, REFUSED, repeat, TOO_COSTLY, type Case } from '../case.ts'
import { http, together } from '../http-case.ts'

const EVENTS = '{ events { nodes { id } } }'

function get(path: string) {
  return { method: 'GET', path }
}

function exported(name: string, expected: readonly string[], parameters: Record<string, string>): Case {
  return http(`export: ${name}`, expected, get(`/export?${new URLSearchParams({ format: 'csv', ...parameters })}`))
}

const EXPORTS: Case[] = [
  // A link brings it into the file of the one who opens it.
  exported('a formula as a variable', ANSWERED, {
    query: 'query ($search: String) { events(where: { search: $search }) { nodes { id } } }',
    variables: JSON.stringify({ search: '"=cmd|\' /C calc\'!A0" ,=1+1' }),
  }),
  exported('deep variables', REFUSED, { query: EVENTS, variables: `{"a":${'['.repeat(1_500)}${']'.repeat(1_500)}}` }),
  exported('variables that are not JSON', REFUSED, { query: EVENTS, variables: '{' }),
  exported('a mutation', INVALID, { query: 'mutation { retractEvent(input: {}) { event { id } } }' }),
  exported('a subscription', REFUSED, { query: 'subscription { eventChanged { event { id } } }' }),
  exported('the schema', REFUSED, { query: '{ __schema { types { name } } }' }),
  exported('a list of actors', REFUSED, { query: '{ actors { nodes { id } } }' }),
  exported('a forged cursor', REFUSED, { query: EVENTS, asOf: '2020-01-01T00:00:00Z', after: 'x'.repeat(200) }),
  exported('a moment to come', REFUSED, { query: EVENTS, asOf: '9999-01-01T00:00:00Z' }),
  exported('another format', REFUSED, { query: EVENTS, format: '../../etc/passwd' }),
  exported('too costly for one row', TOO_COSTLY, {
    query: `{ events { nodes { participations { actor { ${repeat(25, (n) => `e${n}: events(first: 100) { nodes { claims { id } } }`)} } } } } }`,
  }),
  exported('Parquet with names of its own columns', REFUSED, {
    query: '{ events { nodes { cursor: id } } }',
    format: 'parquet',
  }),
  exported('a longer URL than headers may be', ['431'], { query: EVENTS, variables: `{"a":"${'x'.repeat(20_000)}"}` }),
  http('export: POST', ['405 BAD_USER_INPUT'], { path: `/export?format=csv&query=${encodeURIComponent(EVENTS)}` }),
  http('export: no parameters', REFUSED, get('/export')),
]

const sha256Hash = 'ab'.repeat(32)

function named(extensions: unknown): { body: string } {
  return { body: JSON.stringify({ extensions }) }
}

const NAMED: Case[] = [
  http('a persisted document that is not here', ['404 NOT_FOUND'], get('/graphql/..%2f..%2fetc%2fpasswd')),
  http('a name with HTML', ['404 NOT_FOUND'], get(`/graphql/${encodeURIComponent('<script>alert(1)</script>')}`)),
  http('a name that cannot be decoded', ['404 NOT_FOUND'], get('/graphql/%E0%A4%A')),
  http('a name that objects have', ['404 NOT_FOUND'], get('/graphql/__proto__')),
  http('a persisted document with variables of a list', REFUSED, get('/graphql/the-calls?variables=[]')),
  http('an unknown digest', ['400 PERSISTED_QUERY_NOT_FOUND'], named({ persistedQuery: { version: 1, sha256Hash } })),
  http('a digest of another document', REFUSED, {
    body: JSON.stringify({ query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash } } }),
  }),
  http('a digest that is none', REFUSED, named({ persistedQuery: { version: 1, sha256Hash: '../'.repeat(1_000) } })),
  together(
    '100 unknown digests',
    ['400 PERSISTED_QUERY_NOT_FOUND', '429 RATE_LIMITED', '503 SERVICE_UNAVAILABLE'],
    100,
    (n) => named({ persistedQuery: { version: 1, sha256Hash: String(n).padStart(64, '0') } }),
  ),
]

/** Files, and documents that are named. */
export const FILE_CASES: Case[] = [...EXPORTS, ...NAMED]
