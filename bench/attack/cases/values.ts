import { ANSWERED_OR_REFUSED, CLIENT_FAULT, http, operation, REFUSED, TOO_COSTLY, type Case } from '../case.ts'
import { BY_FILTER, filter } from '../filter.ts'

const NOW = '2026-01-01T00:00:00Z'
const COMMON = 'the or president or police or government'

function nest(depth: number, wrap: (inner: unknown) => unknown, innermost: unknown): unknown {
  let value = innermost
  for (let n = 0; n < depth; n++) value = wrap(value)
  return value
}

/** Attacks by the values of arguments. */
export const VALUE_CASES: Case[] = [
  ...['actors', 'places'].flatMap((list) =>
    [250, 10_000, 100_000].map((n) =>
      operation(
        `${list} by a name of ${n} characters`,
        REFUSED,
        `query ($s: String) { ${list}(first: 1, search: $s) { totalCount } }`,
        {
          s: 'x'.repeat(n),
        },
      ),
    ),
  ),
  ...[20, 99].map((n) =>
    filter(`${n} alternatives by name`, ANSWERED_OR_REFUSED, {
      or: Array.from({ length: n }, (_, i) => ({ participants: { every: { names: [`x${i}`] } } })),
    }),
  ),
  ...['some', 'every', 'none'].flatMap((quantifier) =>
    [50, 98].map((n) =>
      filter(`and of ${n} participants ${quantifier}`, ANSWERED_OR_REFUSED, {
        and: Array.from({ length: n }, (_, i) => ({ participants: { [quantifier]: { actors: [`act_${i}`] } } })),
      }),
    ),
  ),
  ...[98, 400].map((n) =>
    filter(`or of ${n} searches`, ANSWERED_OR_REFUSED, {
      or: Array.from({ length: n }, (_, i) => ({ search: `word${i}` })),
    }),
  ),
  filter('10,000 alternatives', CLIENT_FAULT, { or: Array.from({ length: 10_000 }, () => ({})) }),
  ...[10, 90].map((n) =>
    filter(
      `${n} nested negations`,
      ANSWERED_OR_REFUSED,
      nest(n, (not) => ({ not }), {}),
    ),
  ),
  filter(
    '500 nested negations',
    CLIENT_FAULT,
    nest(500, (not) => ({ not }), {}),
  ),
  filter(
    '2^12 alternatives in alternatives',
    CLIENT_FAULT,
    nest(12, (inner) => ({ or: [inner, inner] }), { search: 'x' }),
  ),
  ...[1_000, 100_000].map((n) =>
    filter(`${n} dataset names`, ANSWERED_OR_REFUSED, { dataset: Array.from({ length: n }, (_, i) => `d${i}`) }),
  ),
  ...[1e21, -1, 2 ** 31, 0.5].map((n) => filter(`minMentions ${n}`, REFUSED, { minMentions: n })),
  operation(
    'a number that overflows',
    REFUSED,
    '{ events(first: 1, where: { location: { near: { latitude: 1e400, longitude: 0, km: 1 } } }) { totalCount } }',
  ),
  ...[-1, 0, 101, 2 ** 31].map((n) =>
    operation(`first: ${n}`, n === 0 ? ANSWERED_OR_REFUSED : REFUSED, `{ events(first: ${n}) { nodes { id } } }`),
  ),
  operation('first and last', REFUSED, '{ events(first: 1, last: 1) { nodes { id } } }'),
  ...['x', 'A'.repeat(100_000), 'bnVsbA==', '\u0000'].map((after) =>
    operation(
      `a cursor of ${after.length} characters`,
      CLIENT_FAULT,
      'query ($c: String) { events(first: 1, after: $c) { nodes { id } } }',
      { c: after },
    ),
  ),
  ...['x', 'evt_x', `evt_${'0'.repeat(26)}`, 'act_01h455vb4pex5vsknk084sn02q', 'x'.repeat(100_000), '__proto__'].map(
    (id) =>
      operation(
        `node by an id of ${id.length} characters`,
        ANSWERED_OR_REFUSED,
        'query ($id: ID!) { node(id: $id) { id } }',
        { id },
      ),
  ),
  ...[1_000, 10_000].map((n) =>
    operation(`${n} ids`, CLIENT_FAULT, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array.from({ length: n }, (_, i) => `evt_${i}`),
    }),
  ),
  ...[10, 5_000].map((n) =>
    operation(
      `${n} representations`,
      ANSWERED_OR_REFUSED,
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      {
        r: Array.from({ length: n }, (_, i) => ({ __typename: i % 2 === 0 ? 'Person' : 'Nothing', id: `act_${i}` })),
      },
    ),
  ),
  ...[null, {}, [], 1, 'x', { a: 1 }].map((url) =>
    operation(
      `a URL of ${JSON.stringify(url)}`,
      ANSWERED_OR_REFUSED,
      'query ($where: ArticleWhere) { articles(first: 1, where: $where) { totalCount } }',
      { where: { url } },
    ),
  ),
  operation('a URL as an object literal', REFUSED, '{ articles(first: 1, where: { url: {} }) { totalCount } }'),
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((name) =>
    operation(`the variable ${name}`, ANSWERED_OR_REFUSED, '{ __typename }', { [name]: { polluted: true } }),
  ),
  http('variables nested 5,000 deep', REFUSED, {
    // Writing it by JSON.stringify would overflow the stack of the attacker.
    body: `{"query":"{ __typename }","variables":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  }),
  operation(
    '100,000 variables',
    ANSWERED_OR_REFUSED,
    '{ __typename }',
    Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`v${n}`, n])),
  ),
  filter('100,000 unknown fields', REFUSED, Object.fromEntries(Array.from({ length: 30_000 }, (_, n) => [`v${n}`, n]))),
  operation('a list of 100,000 values', CLIENT_FAULT, BY_FILTER, {
    where: { kinds: Array.from({ length: 60_000 }, () => 'MEETING') },
  }),
  operation('as of the future', REFUSED, '{ events(asOf: "2999-01-01T00:00:00Z", first: 1) { nodes { id } } }'),
  operation(
    'as of 40 moments',
    ANSWERED_OR_REFUSED,
    `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: events(asOf: "2026-01-01T00:00:${String(n).padStart(2, '0')}Z", first: 1) { nodes { id } }`).join(' ')} }`,
  ),
  operation(
    '40 searches as of a moment by relevance',
    ANSWERED_OR_REFUSED,
    `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: events(asOf: "${NOW}", where: { search: "a${n} or ${COMMON}" }, orderBy: RELEVANCE, first: 1) { nodes { id } }`).join(' ')} }`,
  ),
  operation(
    'groups by four dimensions',
    ANSWERED_OR_REFUSED,
    '{ events { groups(by: [ACTOR, PUBLISHER, COUNTRY, ROLE], first: 100) { count } } }',
  ),
  operation(
    'groups as of a moment',
    ANSWERED_OR_REFUSED,
    `{ events(asOf: "${NOW}") { groups(by: [ACTOR, PUBLISHER, COUNTRY], first: 1) { count } } }`,
  ),
  operation(
    '200 groups',
    ANSWERED_OR_REFUSED,
    `{ ${Array.from({ length: 200 }, (_, n) => `a${n}: events(where: { minMentions: ${n} }) { groups(by: [ACTOR, PUBLISHER, ROLE], first: 1) { count } }`).join(' ')} }`,
  ),
  operation(
    'a page of pages of pages',
    TOO_COSTLY,
    '{ actors(first: 100) { nodes { events(first: 100) { nodes { participations { actor { events(first: 100) { nodes { id title } } } } } } } } }',
  ),
  operation(
    '1,000 lists below one list',
    CLIENT_FAULT,
    '{ actors(first: 20) { nodes { ... on Person { country { id } } events(first: 1000) { totalCount } } } }',
  ),
  operation(
    'counterparts of all actors',
    ANSWERED_OR_REFUSED,
    '{ actors(first: 100) { nodes { counterparts(first: 100) { count } } } }',
  ),
]
