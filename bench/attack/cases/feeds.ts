import { ANSWERED, INVALID, REFUSED, repeat, UNPARSED, WEIGHED, type Case } from '../case.ts'
import { http, together } from '../http-case.ts'

const EVENTS = '{ events { nodes { id } } }'

function feed(name: string, expected: readonly string[], parameters: Record<string, string>): Case {
  return http(`atom: ${name}`, expected, { method: 'GET', path: `/atom?${new URLSearchParams(parameters)}` })
}

function named(name: string, expected: readonly string[], path: string): Case {
  return http(`atom: ${name}`, expected, { method: 'GET', path })
}

const NOT_FOUND = ['404 NOT_FOUND']

/** Attacks by feeds. */
export const FEED_CASES: Case[] = [
  feed('a feed', ANSWERED, { query: EVENTS }),
  feed('markup as a variable', ANSWERED, {
    query: 'query ($text: String) { events(where: { search: $text }) { nodes { id } } }',
    variables: JSON.stringify({ text: ']]></feed><script>alert(1)</script><!ENTITY x SYSTEM "file:///etc/passwd">' }),
  }),
  feed('a variable that is not there', ANSWERED, {
    query: 'query ($w: EventWhere) { events(where: $w) { totalCount } }',
  }),
  feed('names of its own variables', INVALID, {
    query:
      'query ($feed_first: Int, $feed_after: String) { events(where: { minMentions: $feed_first }) { totalCount } }',
    variables: '{"feed_after":1}',
  }),
  feed('deep variables', REFUSED, { query: EVENTS, variables: `{"a":${'['.repeat(1_500)}${']'.repeat(1_500)}}` }),
  feed('variables that are not JSON', REFUSED, { query: EVENTS, variables: '{' }),
  feed('a mutation', INVALID, { query: 'mutation { retractEvent(input: {}) { event { id } } }' }),
  feed('a subscription', REFUSED, { query: 'subscription { eventChanged { event { id } } }' }),
  feed('the schema', REFUSED, { query: '{ __schema { types { name } } }' }),
  feed('a list of actors', REFUSED, { query: '{ actors { nodes { id } } }' }),
  feed('a fragment', REFUSED, { query: '{ ... { events { nodes { id } } } }' }),
  feed('no document', UNPARSED, { query: '{' }),
  feed('a forged cursor', REFUSED, { query: EVENTS, after: 'x'.repeat(200) }),
  feed('100 alternatives', REFUSED, {
    query: `{ events(where: { or: [${repeat(100, (n) => `{ minMentions: ${n} }`)}] }) { totalCount } }`,
  }),
  feed('a costly filter', WEIGHED, {
    query: '{ events(where: { or: [{ search: "a" }, { not: { search: "b" } }, { minMentions: 1 }] }) { totalCount } }',
  }),
  named('a document that is not there', NOT_FOUND, '/feeds/..%2f..%2fetc%2fpasswd.atom'),
  named('a name with markup', NOT_FOUND, '/feeds/%3Cscript%3E.atom'),
  named('a name that objects have', NOT_FOUND, '/feeds/__proto__.atom'),
  named('no name', NOT_FOUND, '/feeds/.atom'),
  http('atom: POST', ['405 BAD_USER_INPUT'], { path: `/atom?query=${encodeURIComponent(EVENTS)}` }),
  together('atom: 50 feeds at once', ['200', '429 RATE_LIMITED', '503 SERVICE_UNAVAILABLE'], 50, (n) => ({
    method: 'GET',
    path: `/atom?query=${encodeURIComponent(`{ events(where: { minMentions: ${n} }) { nodes { id } } }`)}`,
  })),
]
