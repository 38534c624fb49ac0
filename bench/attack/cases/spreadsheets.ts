import { ANSWERED, list, REFUSED, type Case } from '../case.ts'
import { http, together, type Sent } from '../http-case.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

function form(values: Record<string, string>): Sent {
  return { path: '/reconcile', headers: FORM, body: new URLSearchParams(values).toString() }
}

/** A batch of queries. */
function batch(name: string, expected: readonly string[], queries: unknown): Case {
  const text = typeof queries === 'string' ? queries : JSON.stringify(queries)
  return http(`reconcile: ${name}`, expected, form({ queries: text }))
}

function get(name: string, expected: readonly string[], path: string): Case {
  return http(`reconcile: ${name}`, expected, { method: 'GET', path: `/reconcile${path}` })
}

/** Attacks by what OpenRefine sends. */
export const SPREADSHEET_CASES: Case[] = [
  batch('51 queries', REFUSED, Object.fromEntries(list(51, (n) => [`q${n}`, { query: 'x' }]))),
  batch('5,000 queries', REFUSED, Object.fromEntries(list(5_000, (n) => [`q${n}`, 1]))),
  batch('a list', REFUSED, []),
  batch('no JSON', REFUSED, '{'),
  batch('nested 10,000 deep', REFUSED, `${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  batch('a text of 90 kB', REFUSED, { q: { query: 'x'.repeat(90_000) } }),
  batch('an unknown type', REFUSED, { q: { query: 'x', type: '<script>' } }),
  batch('a type that objects have', REFUSED, { q: { query: 'x', type: '__proto__' } }),
  batch('1,000 properties', REFUSED, {
    q: { query: 'x', properties: list(1_000, () => ({ pid: 'country', v: 'x' })) },
  }),
  batch('an infinite limit', REFUSED, '{"q":{"query":"x","limit":1e999}}'),
  batch('wildcards', ANSWERED, { q: { query: '%_%' }, r: { query: '\\' }, s: { query: '%', type: 'Place' } }),
  batch('SQL', ANSWERED, { q: { query: "'; drop table actors; --" } }),
  batch('operators of a search', ANSWERED, { q: { query: '" or -x or "', type: 'Event' } }),
  batch('a NUL character', ANSWERED, { q: { query: 'a\u0000b' }, r: { query: '\u0000', type: 'Event' } }),
  batch('half of a surrogate pair', ANSWERED, { q: { query: '\ud83dabc' } }),
  batch('one letter', ANSWERED, { q: { query: 'a' }, r: { query: 'a', type: 'Place' } }),
  batch('300 letters', ANSWERED, { q: { query: 'ab '.repeat(99) } }),
  batch('a date that is none', ANSWERED, {
    q: { query: 'call', type: 'Event', properties: [{ pid: 'occurred', v: '{{{' }] },
  }),
  http('reconcile: JSON', ['415 BAD_USER_INPUT'], { path: '/reconcile', body: '{}' }),
  http('reconcile: PUT', ['405 BAD_USER_INPUT'], { ...form({}), method: 'PUT' }),
  http('reconcile: 2 MB', ['413 BAD_USER_INPUT'], form({ queries: 'x'.repeat(2_000_000) })),
  get('a callback (JSONP)', ANSWERED, '?callback=alert'),
  get(
    '500 ids to extend',
    REFUSED,
    `?extend=${encodeURIComponent(JSON.stringify({ ids: list(500, () => 'x'), properties: [] }))}`,
  ),
  get(
    'ids that are none',
    ANSWERED,
    `?extend=${encodeURIComponent('{"ids":["<b>","__proto__"],"properties":[{"id":"kind"}]}')}`,
  ),
  get('a preview of HTML', ['404 NOT_FOUND'], '/preview?id=%3Cscript%3Ealert(1)%3C/script%3E'),
  get('a preview of nothing', ['404 NOT_FOUND'], '/preview'),
  get('another path', ['404 NOT_FOUND'], '/suggest/../../etc/passwd%00'),
  get('suggestions for 1 kB', ANSWERED, `/suggest/entity?prefix=${'x'.repeat(1_000)}`),
  together('reconcile: 50 batches at once', ['200', '429 RATE_LIMITED', '503 SERVICE_UNAVAILABLE'], 50, (n) =>
    form({ queries: JSON.stringify(Object.fromEntries(list(10, (m) => [m, { query: `name ${n} ${m}` }]))) }),
  ),
]
