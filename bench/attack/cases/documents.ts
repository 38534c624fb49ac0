import { ANSWERED, ANSWERED_OR_REFUSED, operation, REFUSED, TOO_COSTLY, type Case } from '../case.ts'

function repeat(count: number, write: (n: number) => string, separator = ' '): string {
  return Array.from({ length: count }, (_, n) => write(n)).join(separator)
}

/** A field inside itself: actor, its events, their participants, their actors, and so on. */
function nested(levels: number): string {
  return `{ ${'actors(first: 1) { nodes { events(first: 1) { nodes { participations { actor { '.repeat(1)}${'events(first: 1) { nodes { participations { actor { '.repeat(levels)} id ${' } } } }'.repeat(levels)} } } } } } } }`
}

/** Attacks by the shape of a document. */
export const DOCUMENT_CASES: Case[] = [
  ...[10, 499].map((n) => operation(`${n} aliases`, ANSWERED, `{ ${repeat(n, (i) => `a${i}: __typename`)} }`)),
  ...[501, 1_500].map((n) => operation(`${n} aliases`, TOO_COSTLY, `{ ${repeat(n, (i) => `a${i}: __typename`)} }`)),
  ...[1_999].map((n) => operation(`${n} equal fields`, ANSWERED_OR_REFUSED, `{ ${repeat(n, () => '__typename')} }`)),
  operation('5,000 equal fields', TOO_COSTLY, `{ ${repeat(5_000, () => '__typename')} }`),
  operation(
    '450 overlapping root lists',
    ANSWERED_OR_REFUSED,
    `{ ${repeat(450, (i) => `events(first: 1) { nodes { a${i % 7}: id } }`)} }`,
  ),
  operation(
    '200 overlapping fragments',
    ANSWERED_OR_REFUSED,
    `{ events(first: 1) { nodes { ${repeat(200, () => '...F')} } } } fragment F on Event { id title realis }`,
  ),
  operation(
    'pairs of overlapping fragments',
    ANSWERED_OR_REFUSED,
    `{ ${repeat(60, (i) => `...F${i}`)} } ${repeat(60, (i) => `fragment F${i} on Query { events(first: 1) { nodes { a: id b: title c${i}: realis } } }`)}`,
  ),
  ...[101, 2_000].map((n) =>
    operation(`${n} directives on a field`, TOO_COSTLY, `{ __typename ${repeat(n, () => '@include(if: true)')} }`),
  ),
  operation('unknown directives', REFUSED, `{ __typename ${repeat(50, (i) => `@x${i}`)} }`),
  operation('10,001 tokens', TOO_COSTLY, `{ ${repeat(10_001, () => '__typename')} }`),
  operation('300,000 tokens', TOO_COSTLY, `{ ${repeat(150_000, () => 'a')} }`),
  operation('900 kB of commas', ANSWERED, `{ __typename ${','.repeat(900_000)} }`),
  operation('900 kB of a comment', ANSWERED, `{ __typename } #${'x'.repeat(900_000)}`),
  operation('900 kB of line ends', ANSWERED, `{ __typename ${'\n'.repeat(400_000)} }`),
  operation('a name of 900 kB', REFUSED, `{ ${'a'.repeat(900_000)} }`),
  ...[5, 30, 90].map((n) => operation(`${n} levels`, ANSWERED_OR_REFUSED, nested(n))),
  ...[200, 5_000, 50_000].map((n) =>
    operation(`${n} nested brackets`, TOO_COSTLY, `${'{ a '.repeat(n)}${'}'.repeat(n)}`),
  ),
  operation(
    'nested list literals',
    TOO_COSTLY,
    `{ events(where: ${'['.repeat(3_000)}${']'.repeat(3_000)}) { totalCount } }`,
  ),
  operation(
    'nested object literals',
    TOO_COSTLY,
    `{ events(where: ${'{ not: '.repeat(500)} {} ${'}'.repeat(500)}) { totalCount } }`,
  ),
  operation('a list of 4,000 literals', REFUSED, `{ x(a: [${'1 '.repeat(4_000)}]) }`),
  operation(
    'a block string of 500 kB',
    REFUSED,
    `{ events(where: { search: """${'x\n'.repeat(250_000)}""" }) { totalCount } }`,
  ),
  operation('a cycle of fragments', REFUSED, '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
  operation('a fragment in itself', REFUSED, '{ ...A } fragment A on Query { ...A }'),
  operation(
    'a chain of fragments that doubles 30 times',
    TOO_COSTLY,
    `{ ...F0 } ${repeat(30, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Query { __typename }`,
  ),
  operation(
    'a chain of 200 fragments',
    TOO_COSTLY,
    `{ ...F0 } ${repeat(200, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F200 on Query { __typename }`,
  ),
  operation('an unused fragment', REFUSED, '{ __typename } fragment F on Query { __typename }'),
  operation(
    '1,000 operations without a name to run',
    REFUSED,
    repeat(1_000, (i) => `query Q${i} { __typename }`),
  ),
  operation('two operations of one name', REFUSED, 'query Q { __typename } query Q { __typename }'),
  operation('no operation', REFUSED, 'fragment F on Query { __typename }'),
  operation('an empty document', REFUSED, ''),
  operation('only white space', REFUSED, ' \n '),
  operation('a byte order mark', ANSWERED, '\ufeff{ __typename }'),
  operation('a NUL character', REFUSED, '{ __typename \u0000 }'),
  operation('half of a surrogate pair', REFUSED, '{ __typename \ud83d }'),
  operation('an unknown field near a known one', REFUSED, '{ event { id } }'),
  ...[50, 200].map((n) => operation(`${n} unknown fields`, REFUSED, `{ ${repeat(n, (i) => `eventz${i}`)} }`)),
  operation('a subscription over plain JSON', ANSWERED_OR_REFUSED, 'query { __typename }'),
  operation(
    'a mutation without a key',
    /^(?:401 UNAUTHENTICATED|400 \w+)$/,
    'mutation { retractEvent(input: {}) { __typename } }',
  ),
  operation(
    'introspection 12 levels deep',
    ANSWERED_OR_REFUSED,
    `{ __schema { types { fields { type ${'{ ofType '.repeat(12)} { name } ${'}'.repeat(12)} } } } }`,
  ),
  ...[20, 200].map((n) =>
    operation(
      `${n} introspections`,
      ANSWERED_OR_REFUSED,
      `{ ${repeat(n, (i) => `a${i}: __schema { types { name fields { name } } }`)} }`,
    ),
  ),
  ...[1, 20, 450].map((n) =>
    operation(
      `the subgraph's schema ${n} times`,
      ANSWERED_OR_REFUSED,
      `{ _service { ${repeat(n, (i) => `a${i}: sdl`)} } }`,
    ),
  ),
]
