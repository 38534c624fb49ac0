import { ANSWERED, INVALID, repeat, TOO_COSTLY, UNPARSED, UNRESOLVED, WEIGHED, type Case } from '../case.ts'
import { operation } from '../http-case.ts'

function query(name: string, expected: readonly string[], selection: string, rest = ''): Case {
  return operation(name, expected, `{ ${selection} } ${rest}`)
}

/** A field inside itself: an event, its participants, their events, and so on. */
function levels(count: number): string {
  const step = 'events(first: 1) { nodes { participations { actor { '
  return `${step.repeat(count)} id ${'} '.repeat(4 * count)}`
}

/** A document of at most 100,000 characters that no other request has. */
function newDocument(write: (name: string) => string): () => string {
  return () => write(`x${Math.random().toString(36).slice(2)}`)
}

/** Valid or invalid, such a document is different at each request: what keeps it fills the memory. */
function changing(name: string, expected: readonly string[], write: (name: string) => string): Case {
  const next = newDocument(write)
  return { name, expected, run: (target) => operation(name, expected, next()).run(target) }
}

const REPEATED: Case[] = [
  query(
    '499 aliases',
    ANSWERED,
    repeat(499, (i) => `a${i}: __typename`),
  ),
  query(
    '501 aliases',
    TOO_COSTLY,
    repeat(501, (i) => `a${i}: __typename`),
  ),
  query(
    '1,500 aliases',
    TOO_COSTLY,
    repeat(1_500, (i) => `a${i}: __typename`),
  ),
  query(
    '1,999 equal fields',
    ANSWERED,
    repeat(1_999, () => '__typename'),
  ),
  query(
    '5,000 equal fields',
    TOO_COSTLY,
    repeat(5_000, () => '__typename'),
  ),
  query(
    '450 overlapping root lists',
    WEIGHED,
    repeat(450, (i) => `events(first: 1) { nodes { a${i % 7}: id } }`),
  ),
  query(
    '450 root lists that do not overlap',
    TOO_COSTLY,
    repeat(450, (i) => `events(first: ${i % 100}) { totalCount }`),
  ),
  query('100 directives on a field', INVALID, `__typename ${'@include(if: true) '.repeat(100)}`),
  query('101 directives on a field', TOO_COSTLY, `__typename ${'@include(if: true) '.repeat(101)}`),
  query('2,000 directives on a field', TOO_COSTLY, `__typename ${'@include(if: true) '.repeat(2_000)}`),
  query('unknown directives', INVALID, `__typename ${repeat(50, (i) => `@x${i}`)}`),
  query(
    '200 unknown fields',
    INVALID,
    repeat(200, (i) => `eventz${i}`),
  ),
  query('an unknown field near a known one', INVALID, 'evnts { totalCount }'),
]

const FRAGMENTS: Case[] = [
  query(
    '200 overlapping fragments',
    ANSWERED,
    `events(first: 1) { nodes { ${'...F '.repeat(200)} } }`,
    'fragment F on Event { id title realis }',
  ),
  query(
    'pairs of overlapping fragments',
    WEIGHED,
    repeat(60, (i) => `...F${i}`),
    repeat(60, (i) => `fragment F${i} on Query { events(first: 1) { nodes { a: id b: title c${i}: realis } } }`),
  ),
  query('a cycle of fragments', INVALID, '...A', 'fragment A on Query { ...B } fragment B on Query { ...A }'),
  query('a fragment in itself', INVALID, '...A', 'fragment A on Query { ...A }'),
  query('an unused fragment', INVALID, '__typename', 'fragment F on Query { __typename }'),
  query('600 spreads of a fragment', TOO_COSTLY, '...F '.repeat(600), 'fragment F on Query { __typename }'),
  query(
    'a chain of fragments that doubles 30 times',
    TOO_COSTLY,
    '...F0',
    `${repeat(30, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Query { __typename }`,
  ),
  query(
    'a chain of 200 fragments',
    TOO_COSTLY,
    '...F0',
    `${repeat(200, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F200 on Query { __typename }`,
  ),
]

const SIZES: Case[] = [
  query('10,001 tokens', TOO_COSTLY, 'a '.repeat(10_001)),
  query('300,000 tokens', TOO_COSTLY, 'a '.repeat(300_000)),
  query('90 kB of commas', ANSWERED, `__typename ${','.repeat(90_000)}`),
  query('90 kB of line ends', ANSWERED, `__typename ${'\n'.repeat(90_000)}`),
  query('90 kB of a comment', ANSWERED, '__typename', `#${'x'.repeat(90_000)}`),
  query('900 kB of commas', TOO_COSTLY, `__typename ${','.repeat(900_000)}`),
  query('900 kB of a comment', TOO_COSTLY, '__typename', `#${'x'.repeat(900_000)}`),
  query('a name of 90 kB', INVALID, 'a'.repeat(90_000)),
  query('a name of 900 kB', TOO_COSTLY, 'a'.repeat(900_000)),
  query('a block string of 90 kB', INVALID, `datasets(a: """${'x\n'.repeat(45_000)}""") { name }`),
  query('a list of 9,000 literals', INVALID, `datasets(a: [${'1 '.repeat(9_000)}]) { name }`),
  changing('a list of 9,000 literals, other each time', INVALID, (x) => `{ ${x}(a: [${'1 '.repeat(9_000)}]) }`),
  changing('1,900 fields, others each time', ANSWERED, (x) => `query ${x} { ${'__typename '.repeat(1_900)} }`),
  changing('90 kB of a comment, other each time', ANSWERED, (x) =>
    `{ __typename } #${x.repeat(8_000)}`.slice(0, 90_000),
  ),
]

const NESTED: Case[] = [
  query('5 levels', WEIGHED, levels(1)),
  query('21 levels', TOO_COSTLY, levels(5)),
  query('120 levels', TOO_COSTLY, levels(30)),
  ...[200, 5_000, 50_000].map((n) =>
    operation(`${n} nested brackets`, TOO_COSTLY, `${'{ a '.repeat(n)}${'}'.repeat(n)}`),
  ),
  query('nested list literals', TOO_COSTLY, `events(where: ${'['.repeat(3_000)}${']'.repeat(3_000)}) { totalCount }`),
  query('nested objects', TOO_COSTLY, `events(where: ${'{ not: '.repeat(500)} {} ${'}'.repeat(500)}) { totalCount }`),
  query(
    'introspection 12 levels deep',
    ANSWERED,
    `__schema { types { fields { type ${'{ ofType '.repeat(12)} { name } ${'}'.repeat(12)} } } }`,
  ),
  ...[20, 200].map((n) =>
    query(
      `${n} introspections`,
      WEIGHED,
      repeat(n, (i) => `a${i}: __schema { types { name fields { name } } }`),
    ),
  ),
  ...[1, 9].map((n) =>
    query(`the schema of the subgraph ${n} times`, WEIGHED, `_service { ${repeat(n, (i) => `a${i}: sdl`)} }`),
  ),
  ...[10, 450].map((n) =>
    query(`the schema of the subgraph ${n} times`, TOO_COSTLY, `_service { ${repeat(n, (i) => `a${i}: sdl`)} }`),
  ),
]

const OPERATIONS: Case[] = [
  operation(
    '90 operations and no name',
    UNRESOLVED,
    repeat(90, (i) => `query Q${i} { __typename }`),
  ),
  operation(
    '1,000 operations',
    TOO_COSTLY,
    repeat(1_000, (i) => `query Q${i} { __typename }`),
  ),
  operation('two operations of one name', INVALID, 'query Q { __typename } query Q { __typename }'),
  operation('no operation', INVALID, 'fragment F on Query { __typename }'),
  operation('an empty document', UNPARSED, ''),
  operation('only white space', UNPARSED, ' \n '),
  operation('a byte order mark', ANSWERED, '\ufeff{ __typename }'),
  operation('a NUL character', UNPARSED, '{ __typename \u0000 }'),
  operation('half of a surrogate pair', UNPARSED, '{ __typename \ud83d }'),
  operation(
    'a subscription that may be left out',
    INVALID,
    'subscription { eventChanged @skip(if: true) { version } }',
  ),
  operation(
    'two subscriptions in one',
    INVALID,
    'subscription { a: eventChanged { version } b: eventChanged { version } }',
  ),
  operation('a subscription without a stream', ['406 BAD_USER_INPUT'], 'subscription { eventChanged { version } }'),
  operation('a mutation without its input', INVALID, 'mutation { retractEvent(input: {}) { __typename } }'),
]

/** Attacks by the shape of a document. */
export const DOCUMENT_CASES: Case[] = [...REPEATED, ...FRAGMENTS, ...SIZES, ...NESTED, ...OPERATIONS]
