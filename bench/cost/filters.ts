import type { Chance } from '../../test/support/random.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Generates the texts of arguments. */
export interface Filters {
  /** A filter of events. @param depth how deep `and`, `or` and `not` are nested at most */
  eventFilter: (depth: number) => string
  /** Each generates a condition on events, such as `minMentions: 2`. */
  conditions: readonly (() => string)[]
  actorFilter: () => string
  placeFilter: () => string
  articleFilter: () => string
  /** A value; frequent ones are chosen most often. */
  pick: <Value>(values: readonly Value[]) => Value
  searchText: () => string
}

/** The values that generated databases have. */
const ROLES = ['PARTICIPANT', 'OTHER', 'SOURCE']
const EVENT_KINDS = [
  'STATEMENT',
  'ATTACK',
  'ARMED_CLASH',
  'COOPERATION',
  'APPEAL',
  'MEETING',
  'VISIT',
  'PROTEST',
  'PHONE_CALL',
]
const ACTOR_KINDS = ['PERSON', 'STATE', 'ORGANIZATION', 'ARMED_FORCE', 'GROUP']

/** Creates the generator of filters: a grammar over every field of `EventWhere` and of the filters of other lists. */
export function filtersOf(chance: Chance, vocabulary: Vocabulary): Filters {
  const { of, is, below, some } = chance
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(values.length * chance.next() ** 2)] as Value
  const quoted = (value: string) => JSON.stringify(value)
  const listOf = (values: readonly string[], max: number) =>
    `[${[...new Set(Array.from({ length: 1 + below(max) }, () => of(values)))].join(', ')}]`
  const pickedList = (values: readonly string[], max: number) =>
    `[${[...new Set(Array.from({ length: 1 + below(max) }, () => pick(values)))].map(quoted).join(', ')}]`

  const searchText = (): string => {
    const words = Array.from({ length: 1 + below(3) }, () => pick(vocabulary.words))
    return of([words[0] ?? '', words.join(' '), words.join(' or '), `${words.join(' ')} -${pick(vocabulary.words)}`])
  }
  const area = (): string => {
    const { latitude, longitude } = pick(vocabulary.points)
    if (is(0.5)) return `near: { latitude: ${latitude}, longitude: ${longitude}, km: ${of([5, 50, 200, 1000, 5000])} }`
    const size = of([1, 5, 20, 60])
    const [south, north] = [Math.max(latitude - size, -90), Math.min(latitude + size, 90)]
    const [west, east] = [Math.max(longitude - size, -180), Math.min(longitude + size, 180)]
    return `box: { south: ${south}, west: ${west}, north: ${north}, east: ${east} }`
  }
  const window = (): string => {
    const day = pick(vocabulary.days)
    const text = of([day, day.slice(0, 7), day.slice(0, 4), `${day}/..`])
    const span = is(0.8) ? `during: ${quoted(text)}` : `from: ${quoted(day)}`
    return `{ ${span}${is(0.3) ? ', reading: CERTAINLY' : ''} }`
  }
  const PARTICIPANT: (() => string)[] = [
    () => `actor: ${quoted(pick(vocabulary.actors))}`,
    () => `actors: ${pickedList(vocabulary.actors, 20)}`,
    () => `name: ${quoted(pick(vocabulary.names))}`,
    () => `kind: ${listOf(ACTOR_KINDS, 2)}`,
    () => `country: ${quoted(pick(vocabulary.countries))}`,
    () => `roles: ${listOf(ROLES, 2)}`,
    () => `office: ${quoted(pick(vocabulary.offices))}`,
  ]
  const participant = (): string => `{ ${several(PARTICIPANT, 1 + (is(0.3) ? 1 : 0)).join(', ')} }`
  const LOCATION: (() => string)[] = [
    () => `within: ${quoted(pick(vocabulary.divisions))}`,
    () => `country: ${quoted(pick(vocabulary.countries))}`,
    area,
    () => `maxRadiusKm: ${of([0, 5, 100])}`,
    () => 'precision: [SETTLEMENT]',
  ]
  const KIND_FIELDS: (() => string)[] = [
    () => `phoneCall: { durationMinutes: { atLeast: ${below(95)} } }`,
    () => `ceasefire: { phase: [${of(['PROPOSED', 'VIOLATED', 'IN_EFFECT'])}] }`,
    () => 'agreement: {}',
  ]
  const EVENT: (() => string)[] = [
    () => `kinds: ${listOf(EVENT_KINDS, 3)}`,
    () => `dataset: ${pickedList(vocabulary.datasets, 2)}`,
    () => `realis: ${listOf(['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'], 2)}`,
    () => `polarity: [${of(['POSITIVE', 'NEGATIVE'])}]`,
    () => `certainty: ${listOf(['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DISPUTED', 'RETRACTED'], 2)}`,
    () => `occurred: ${window()}`,
    () =>
      `participants: { ${several([() => `some: ${participant()}`, () => `every: ${participant()}`, () => `none: ${participant()}`], is(0.2) ? 2 : 1).join(', ')} }`,
    () => `participants: { some: { actor: ${quoted(pick(vocabulary.actors))} } }`,
    () => `location: { ${several(LOCATION, is(0.2) ? 2 : 1).join(', ')} }`,
    () => `search: ${quoted(searchText())}`,
    () => `attributedTo: ${quoted(pick(vocabulary.actors))}`,
    () =>
      `code: { scheme: CAMEO, prefix: ${quoted(
        String(1 + below(20))
          .padStart(2, '0')
          .slice(0, 1 + below(2)),
      )} }`,
    () => `quantity: { measure: FATALITIES, atLeast: ${of([0, 1, 10, 100])} }`,
    () => `publisher: ${pickedList(vocabulary.publishers, 3)}`,
    () => `storyline: ${quoted(pick(vocabulary.storylines))}`,
    () => `occurred: { precision: ${listOf(['DAY', 'MONTH', 'YEAR'], 2)} }`,
    () => `reportedAfterDays: { atLeast: ${of([1, 30, 365])} }`,
    () => `minMentions: ${of([2, 2, 3, 5])}`,
    () => `updatedSince: "2026-0${1 + below(8)}-01T00:00:00Z"`,
    () => of(KIND_FIELDS)(),
  ]
  /** Different fields of an input object. */
  function several(fields: readonly (() => string)[], count: number): string[] {
    const byName = new Map<string, string>()
    for (let i = 0; i < count; i++) {
      const field = of(fields)()
      byName.set(field.slice(0, field.indexOf(':')), field)
    }
    return [...byName.values()]
  }
  const eventFilter = (depth: number): string => {
    const fields = several(EVENT, of([0, 1, 1, 1, 2, 2, 3]))
    if (depth > 0 && is(0.25)) {
      const operand = () => eventFilter(depth - 1)
      const operands = Array.from({ length: is(0.1) ? 5 + below(15) : 1 + below(3) }, operand)
      fields.push(of([`and: [${operands.join(', ')}]`, `or: [${operands.join(', ')}]`, `not: ${operands[0]}`]))
    }
    return `{ ${fields.join(', ')} }`
  }
  const ENTITY: (() => string)[] = [
    () => `search: ${quoted(pick(vocabulary.names).slice(0, 3 + below(8)))}`,
    () => `namePrefix: ${quoted(pick(vocabulary.names).slice(0, 2 + below(6)))}`,
    () => `country: ${quoted(pick(vocabulary.countries))}`,
  ]
  return {
    eventFilter,
    conditions: EVENT,
    actorFilter: () => `{ ${several([...ENTITY, () => `kinds: ${listOf(ACTOR_KINDS, 2)}`], below(3)).join(', ')} }`,
    placeFilter: () =>
      `{ ${several([...ENTITY, area, () => 'kinds: [SETTLEMENT]', () => `within: ${quoted(pick(vocabulary.divisions))}`], below(3)).join(', ')} }`,
    articleFilter: () =>
      `{ ${some([`search: ${quoted(searchText())}`, `publisher: ${pickedList(vocabulary.publishers, 2)}`, `publishedFrom: ${quoted(pick(vocabulary.days))}`], 0.4).join(', ')} }`,
    pick,
    searchText,
  }
}
