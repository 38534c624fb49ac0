import {
  ANSWERED,
  ANSWERED_OR_REFUSED,
  CLIENT_FAULT,
  http,
  operation,
  REFUSED,
  TOO_COSTLY,
  type Case,
} from '../case.ts'

const BY_FILTER = 'query ($where: EventWhere) { events(first: 1, where: $where) { totalCount nodes { id } } }'
const NOW = '2026-01-01T00:00:00Z'
const COMMON = 'the or president or police or government'

function filter(name: string, expected: RegExp, where: unknown): Case {
  return operation(name, expected, BY_FILTER, { where: where as Record<string, unknown> })
}

function edtf(name: string, expected: RegExp, during: string): Case {
  return filter(`EDTF: ${name}`, expected, { occurred: { during } })
}

function nest(depth: number, wrap: (inner: unknown) => unknown, innermost: unknown): unknown {
  let value = innermost
  for (let n = 0; n < depth; n++) value = wrap(value)
  return value
}

function words(count: number): string {
  return Array.from({ length: count }, (_, n) => `word${n}`).join(' ')
}

const SET = (count: number) => `{${Array.from({ length: count }, (_, n) => 1000 + n).join(',')}}`

/** Attacks by the values of arguments. */
export const VALUE_CASES: Case[] = [
  edtf('a small set', ANSWERED_OR_REFUSED, '{2015,2016}'),
  ...[100, 1_000, 5_000, 20_000].map((n) => edtf(`a set of ${n} years`, REFUSED, SET(n))),
  edtf('100 kB of digits', REFUSED, '1'.repeat(100_000)),
  edtf('100 kB of brackets', REFUSED, '{'.repeat(100_000)),
  edtf('a set of sets', REFUSED, '{{{{2016}}}}'),
  edtf('a long year', REFUSED, 'Y170000002'),
  edtf('an exponent', REFUSED, 'Y17E7'),
  edtf('a huge exponent', REFUSED, 'Y1E999999999'),
  edtf('significant digits', REFUSED, '1950S2'),
  edtf('a season', REFUSED, '2016-21'),
  edtf('a long interval', ANSWERED_OR_REFUSED, '0001/9998'),
  edtf('an interval of sets', REFUSED, '{2016,2017}/{2018,2019}'),
  edtf('200 characters', REFUSED, SET(39).slice(0, 200)),
  edtf('unspecified digits', ANSWERED_OR_REFUSED, 'XXXX-XX-XX'),
  edtf('day 31 of a month of 30', REFUSED, '2016-04-31'),
  edtf('an end before its start', REFUSED, '2016-04-05/2016-04-01'),
  edtf('other digits', REFUSED, '２０１６'),
  edtf('white space', REFUSED, ' 2016 '),
  edtf('a qualifier in every part', ANSWERED_OR_REFUSED, '?2016-~04-%05'),
  edtf('only signs', REFUSED, '/..,{}[]~?%'),
  edtf('an empty text', REFUSED, ''),
  ...[33, 1_000, 5_000, 20_000].map((n) => filter(`a search of ${n} words`, REFUSED, { search: words(n) })),
  filter('a search of 1,000 alternatives', REFUSED, { search: words(1_000).replaceAll(' ', ' or ') }),
  filter('a search of 100 kB without spaces', REFUSED, { search: 'x'.repeat(100_000) }),
  filter('a search of wildcards', ANSWERED_OR_REFUSED, { search: '%_%*:*' }),
  filter('a search of operators', ANSWERED_OR_REFUSED, { search: '& | ! <-> ( ) :*' }),
  filter('a search of quotes', ANSWERED_OR_REFUSED, { search: '"'.repeat(99) }),
  filter('a search of negations', ANSWERED_OR_REFUSED, { search: '-a -b -c' }),
  filter('a search of a NUL character', CLIENT_FAULT, { search: 'a\u0000b' }),
  filter('a search of half of a surrogate pair', ANSWERED_OR_REFUSED, { search: '\ud83d' }),
  filter('SQL in a search', ANSWERED, { search: "'; drop table events; --" }),
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
