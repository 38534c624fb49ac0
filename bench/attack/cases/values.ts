import { ANSWERED, INVALID, list, REFUSED, WEIGHED, type Case } from '../case.ts'
import { http, operation } from '../http-case.ts'

const MISSING = 'act_01h455vb4pex5vsknk084sn02q'

const PAGES: Case[] = [
  ...[-1, 0, 101].map((first) => operation(`first: ${first}`, REFUSED, `{ events(first: ${first}) { nodes { id } } }`)),
  operation('first: 2^31', INVALID, `{ events(first: ${2 ** 31}) { nodes { id } } }`),
  operation('first and last', REFUSED, '{ events(first: 1, last: 1) { nodes { id } } }'),
  ...['x', 'bnVsbA==', '\u0000', 'A'.repeat(2_000), 'A'.repeat(100_000)].map((after) =>
    operation(
      `the cursor ${JSON.stringify(after.slice(0, 10))} of ${after.length} characters`,
      REFUSED,
      'query ($after: String) { events(first: 1, after: $after) { nodes { id } } }',
      { after },
    ),
  ),
]

/** A wrong id is an error of its field; the rest of the answer stands. */
const PARTLY = ['200 BAD_USER_INPUT']

const IDS: Case[] = [
  ...['x', 'evt_x', '__proto__', '\u0000'].map((id) =>
    operation(`the id ${JSON.stringify(id)}`, PARTLY, 'query ($id: ID!) { node(id: $id) { id } }', { id }),
  ),
  ...[`evt_${'0'.repeat(26)}`, MISSING].map((id) =>
    operation(`the unknown id ${id}`, ANSWERED, 'query ($id: ID!) { node(id: $id) { id } }', { id }),
  ),
  operation('an id of 100 kB', REFUSED, 'query ($id: ID!) { node(id: $id) { id } }', { id: 'x'.repeat(100_000) }),
  operation('an id of another type', PARTLY, `{ event(id: "${MISSING}") { id } }`),
  ...[101, 1_000, 10_000].map((n) =>
    operation(`${n} ids`, REFUSED, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: list(n, () => MISSING),
    }),
  ),
  ...[
    { n: 101, expected: WEIGHED },
    { n: 5_000, expected: REFUSED },
  ].map(({ n, expected }) =>
    operation(
      `${n} representations`,
      expected,
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      {
        r: list(n, () => ({ __typename: 'Person', id: MISSING })),
      },
    ),
  ),
  operation(
    'a representation of no type',
    ['200 BAD_USER_INPUT'],
    '{ _entities(representations: [{ id: "x" }]) { __typename } }',
  ),
  operation(
    '1,000 representations of no type',
    REFUSED,
    'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    {
      r: list(1_000, () => ({ id: 'x' })),
    },
  ),
]

const SCALARS: Case[] = [
  ...[{}, [], 1, 'x', { a: 1 }, `https://x.example/${'x'.repeat(3_000)}`].map((url) =>
    operation(
      `the URL ${JSON.stringify(url).slice(0, 30)}`,
      REFUSED,
      'query ($where: ArticleWhere) { articles(first: 1, where: $where) { totalCount } }',
      { where: { url } },
    ),
  ),
  ...['{}', '[1]'].map((literal) =>
    operation(
      `the URL literal ${literal}`,
      REFUSED,
      `{ articles(first: 1, where: { url: ${literal} }) { totalCount } }`,
    ),
  ),
  operation(
    'a number that overflows',
    REFUSED,
    '{ events(first: 1, where: { location: { near: { latitude: 1e400, longitude: 0, km: 1 } } }) { totalCount } }',
  ),
  operation('as of the future', REFUSED, '{ events(asOf: "2999-01-01T00:00:00Z", first: 1) { nodes { id } } }'),
  operation('as of no moment', REFUSED, '{ events(asOf: "2016-02-30T00:00:00Z", first: 1) { nodes { id } } }'),
]

const VARIABLES: Case[] = [
  ...['constructor', 'toString', 'hasOwnProperty'].map((name) =>
    operation(`the variable ${name}`, ANSWERED, '{ __typename }', { [name]: { polluted: true } }),
  ),
  http('the variable __proto__', ANSWERED, {
    body: '{"query":"{ __typename }","variables":{"__proto__":{"polluted":true}}}',
  }),
  // Writing it by JSON.stringify would overflow the stack of the attacker.
  http('variables nested 5,000 deep', REFUSED, {
    body: `{"query":"{ __typename }","variables":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  }),
  operation('60,000 variables', REFUSED, '{ __typename }', Object.fromEntries(list(60_000, (n) => [`v${n}`, n]))),
  operation('a missing variable', REFUSED, 'query ($id: ID!) { node(id: $id) { id } }', {}),
]

/** Attacks by the values of arguments and variables. */
export const VALUE_CASES: Case[] = [...PAGES, ...IDS, ...SCALARS, ...VARIABLES]
