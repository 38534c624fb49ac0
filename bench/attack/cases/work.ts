import { ANSWERED, LIMITED, REFUSED, repeat, TOO_COSTLY, WEIGHED, type Case } from '../case.ts'
import { http, operation } from '../http-case.ts'

const NOW = '2026-01-01T00:00:00Z'
const COMMON = 'the or president or police or government'

/** Searches of common words as of a moment, by relevance. */
const FORTY_SEARCHES = `{ ${repeat(
  40,
  (n) =>
    `a${n}: events(asOf: "${NOW}", where: { search: "a${n} or ${COMMON}" }, orderBy: RELEVANCE, first: 1) { nodes { id } }`,
)} }`

const EXPENSIVE: Case[] = [
  operation('40 searches as of a moment by relevance', WEIGHED, FORTY_SEARCHES),
  operation(
    'as of 40 moments',
    [...REFUSED, ...TOO_COSTLY],
    `{ ${repeat(40, (n) => `a${n}: events(asOf: "2026-01-01T00:00:${String(n).padStart(2, '0')}Z", first: 1) { nodes { id } }`)} }`,
  ),
  operation(
    'groups by four dimensions',
    REFUSED,
    '{ events { groups(by: [ACTOR, PUBLISHER, COUNTRY, ROLE]) { count } } }',
  ),
  ...['[ACTOR, PUBLISHER, COUNTRY]', '[ACTOR, PUBLISHER, ROLE]'].flatMap((by) => [
    operation(`groups by ${by}`, WEIGHED, `{ events { groups(by: ${by}, first: 1) { count } } }`),
    operation(`groups by ${by} as of`, WEIGHED, `{ events(asOf: "${NOW}") { groups(by: ${by}, first: 1) { count } } }`),
  ]),
  operation(
    'groups by all days that events may have been on',
    WEIGHED,
    '{ events { groups(by: [DAY, ACTOR], reading: POSSIBLY, first: 1) { count } } }',
  ),
  operation(
    '200 groups',
    WEIGHED,
    `{ ${repeat(200, (n) => `a${n}: events(where: { minMentions: ${n} }) { groups(by: [ACTOR, PUBLISHER, ROLE], first: 1) { count } }`)} }`,
  ),
  operation(
    'a page of pages of pages',
    TOO_COSTLY,
    '{ actors(first: 100) { nodes { events(first: 100) { nodes { participations { actor { events(first: 100) { nodes { id title } } } } } } } } }',
  ),
  operation(
    'counterparts of 100 actors',
    WEIGHED,
    '{ actors(first: 100) { nodes { counterparts(first: 100) { eventCount } } } }',
  ),
]

/** An error in the arguments of one item of a list, while another item is being read, once ended the process. */
const MIXED_LISTS: Case[] = [
  operation(
    'a page that is too large below a list',
    REFUSED,
    '{ actors(first: 20) { nodes { ... on Person { country { id } } events(first: 1000) { totalCount } } } }',
  ),
  operation(
    'two wrong filters below a list',
    REFUSED,
    '{ actors(first: 5) { edges { node { ... on Person { x: events(where: { search: "a" }) { totalCount } } events(where: { occurred: { during: "2016", from: "2016-01-01T00:00:00Z" } }) { totalCount } } } } }',
  ),
  operation(
    'a wrong id below a list',
    REFUSED,
    '{ actors(first: 20) { nodes { ... on Person { country { id } } events(where: { publisher: ["act_01h455vb4pex5vsknk084sn02q"] }) { totalCount } } } }',
  ),
]

const LEAVING: Case[] = [
  ...[20, 300].map((leaveAfterMs) =>
    http(`a client that leaves after ${leaveAfterMs} ms`, ['left', ...WEIGHED, ...LIMITED], {
      body: JSON.stringify({ query: FORTY_SEARCHES }),
      leaveAfterMs,
    }),
  ),
  operation('a query after that', ANSWERED, '{ datasets { name } }'),
]

/** Attacks by work: expensive queries that are short. */
export const WORK_CASES: Case[] = [...EXPENSIVE, ...MIXED_LISTS, ...LEAVING]
