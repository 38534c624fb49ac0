import { chanceOf } from '../../test/support/random.ts'
import { filtersOf } from './filters.ts'
import type { Vocabulary } from './vocabulary.ts'

const ORDERS = ['OCCURRED_DESC', 'OCCURRED_ASC', 'UPDATED_DESC', 'MENTION_COUNT_DESC']
const READS = ['nodes { id }', 'nodes { id }', 'totalCount', 'groups(by: [KIND]) { count }']
const GROUPS = [
  'COUNTRY, MONTH, KIND',
  'COUNTRY, YEAR, CERTAINTY',
  'COUNTRY, DATASET, REALIS',
  'WEEK, KIND',
  'DAY, KIND',
  'DAY, MONTH',
  'ACTOR',
  'PLACE, COUNTRY',
  'PUBLISHER, ROLE',
]
/** The numbers of conditions in `and` and `or`; the largest is that of the limit. */
const SIZES = [2, 6, 19]

/**
 * Returns lists of events whose conditions are combined in every way, for the search of what is underestimated: each
 * condition alone and with each other one, several of each in `and`, `or` and `not`, alone and beside a condition that
 * has a driving table, and all groups.
 */
export function shapesOf(seed: number, vocabulary: Vocabulary): string[] {
  const chance = chanceOf(seed)
  const { conditions, pick } = filtersOf(chance, vocabulary)
  const list = (where: string, isPage = chance.is(0.5)): string =>
    `events(where: { ${where} }, orderBy: ${chance.of(ORDERS)}, first: ${chance.of([1, 20, 100])}) { ${isPage ? 'nodes { id }' : chance.of(READS)} }`
  const beside = (condition: string, other: string): string =>
    nameOf(condition) === nameOf(other) ? condition : `${condition}, ${other}`
  const driving = (): string =>
    chance.of([
      `storyline: ${JSON.stringify(pick(vocabulary.storylines))}`,
      `participants: { some: { actor: ${JSON.stringify(vocabulary.actors[0])} } }`,
      `publisher: [${JSON.stringify(vocabulary.publishers[0])}]`,
      `location: { country: ${JSON.stringify(vocabulary.countries[0])} }`,
      `search: ${JSON.stringify(vocabulary.words[0])}`,
    ])
  const pairs = conditions.flatMap((first, i) => conditions.slice(i).map((second) => list(beside(first(), second()))))
  const combined = conditions.flatMap((condition) =>
    SIZES.flatMap((size) => {
      const other = chance.of(conditions)
      const operands = Array.from({ length: size }, () => `{ ${beside(condition(), other())} }`).join(', ')
      return [`or: [${operands}]`, `and: [${operands}]`, `${driving()}, or: [${operands}]`].map((where) => list(where))
    }),
  )
  const negated = conditions.map((condition) => list(`not: { ${condition()} }`))
  const groups = ['{}', '{ realis: [ACTUAL, SCHEDULED] }', `{ ${driving()} }`].flatMap((where) =>
    GROUPS.flatMap((by) =>
      (/DAY|WEEK|MONTH|YEAR/.test(by) ? ['CERTAINLY', 'POSSIBLY', 'START'] : ['CERTAINLY']).map(
        (reading) => `events(where: ${where}) { groups(by: [${by}], reading: ${reading}, first: 1) { count } }`,
      ),
    ),
  )
  const past = [...conditions.map((condition) => condition()), driving()].map((where) =>
    list(where).replace('first:', 'asOf: "2026-03-01T00:00:00Z", first:'),
  )
  return [...pairs, ...combined, ...negated, ...groups, ...past]
}

/** The field of a condition, such as `search: "a"`. */
function nameOf(condition: string): string {
  return condition.slice(0, condition.indexOf(':'))
}
