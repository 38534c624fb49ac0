import { chanceOf, type Chance } from '../../test/support/random.ts'
import { DIMENSIONS, READINGS } from '../../test/support/world/groups.ts'
import { filtersOf, type Filters } from './filters.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A generated operation. */
export interface GeneratedQuery {
  query: string
  variables: Record<string, unknown>
}

const PAGE_SIZES = [1, 5, 10, 20, 20, 50, 100]
const GROUP_ORDERS = ['COUNT_DESC', 'COUNT_ASC', 'KEY_DESC', 'MENTION_COUNT_DESC', 'FATALITIES_DESC']
const ORDERS = ['OCCURRED_DESC', 'OCCURRED_ASC', 'UPDATED_DESC', 'MENTION_COUNT_DESC']
const KIND_LISTS = ['phoneCalls', 'meetings', 'visits', 'armedClashes', 'ceasefires', 'statements']
const SCALARS = 'id kind title summary realis polarity certainty version mentionCount updatedAt'.split(' ')
const KEY_FIELDS: Record<string, string> = {
  COUNTRY: 'country { name }',
  PLACE: 'place { name }',
  ACTOR: 'actor { name }',
  CODE: 'code { code }',
  DATASET: 'dataset { name }',
  PUBLISHER: 'publisher { name }',
}

const COSTS = { least: 100, most: 20_000 }
const MAX_TRIES = 60

/**
 * Generates an operation from a grammar over the lists, filters, groups, totals, searches and nested fields of the schema.
 * Operations of all sizes are equally frequent: each has fields up to a cost that is drawn on a logarithmic scale.
 * @param seed an integer; the same seed gives the same operation
 * @param costOf the predicted cost of an operation
 */
export function generateQuery(
  seed: number,
  vocabulary: Vocabulary,
  costOf: (query: GeneratedQuery) => number,
): GeneratedQuery {
  const chance = chanceOf(seed)
  const filters = filtersOf(chance, vocabulary)
  if (chance.is(0.05)) return entities(chance, filters, vocabulary)
  const target = COSTS.least * (COSTS.most / COSTS.least) ** chance.next()
  const fields: string[] = []
  let sum = 0
  for (let i = 0; i < MAX_TRIES && (sum < 0.7 * target || fields.length === 0); i++) {
    const field = rootField(chance, filters, vocabulary)
    const cost = costOf(operationOf([field]))
    if (sum + cost > target && !(fields.length === 0 && i === MAX_TRIES - 1)) continue
    fields.push(field)
    sum += cost
  }
  return operationOf(fields)
}

/** An operation with these fields of `Query`. */
export function operationOf(fields: readonly string[]): GeneratedQuery {
  return { query: `{ ${fields.map((field, i) => `r${i}: ${field}`).join(' ')} }`, variables: {} }
}

/** Generates one field of `Query`. */
export function rootFieldOf(seed: number, vocabulary: Vocabulary): string {
  const chance = chanceOf(seed)
  return rootField(chance, filtersOf(chance, vocabulary), vocabulary)
}

function rootField(chance: Chance, filters: Filters, vocabulary: Vocabulary): string {
  const { is, of, below } = chance
  const { pick } = filters
  const id = (values: readonly string[]) => JSON.stringify(pick(values))
  const selections = selectionsOf(chance, filters)
  const kinds: [share: number, field: () => string][] = [
    [40, () => `events${selections.eventList(true, 2)}`],
    [8, () => `${of(KIND_LISTS)}${selections.eventList(true, 2)}`],
    [8, () => `actors${selections.list(`where: ${filters.actorFilter()}`, selections.actor(2))}`],
    [6, () => `places${selections.list(`where: ${filters.placeFilter()}`, selections.place(2))}`],
    [6, () => `articles${selections.list(`where: ${filters.articleFilter()}`, selections.article(2))}`],
    [3, () => `storylines(first: ${of(PAGE_SIZES)}) { nodes { title events${selections.eventList(false, 0)} } }`],
    [8, () => `actor(by: { id: ${id(vocabulary.actors)} }) ${selections.actor(3)}`],
    [4, () => `place(by: { id: ${id(vocabulary.places)} }) ${selections.place(3)}`],
    [3, () => `event(id: ${id(vocabulary.events)}) ${selections.event(3)}`],
    [
      3,
      () =>
        `nodes(ids: [${Array.from({ length: 1 + below(60) }, () => id(vocabulary.events)).join(', ')}]) { id ... on Event ${selections.event(1)} }`,
    ],
    [2, () => `changes(first: ${of(PAGE_SIZES)}) { nodes { at by kind event ${selections.event(1)} } }`],
    [1, () => 'datasets { name title eventCount reportCount lastImportAt }'],
    [1, () => '_service { sdl }'],
    [1, () => `article(id: ${id(vocabulary.articles)}) ${selections.article(3)}`],
  ]
  let rest = below(kinds.reduce((sum, [share]) => sum + share, 0))
  const chosen = kinds.find(([share]) => (rest -= share) < 0)
  return chosen && is(1) ? chosen[1]() : '__typename'
}

function entities(chance: Chance, filters: Filters, vocabulary: Vocabulary): GeneratedQuery {
  const selections = selectionsOf(chance, filters)
  const count = chance.of([1, 10, 50, 200])
  const isActor = chance.is(0.5)
  const values = isActor ? vocabulary.actors : vocabulary.events
  const representations = Array.from({ length: count }, (_, i) => ({
    __typename: isActor ? 'Actor' : 'Event',
    id: values[i % values.length],
  }))
  const fields = isActor ? `... on Actor ${selections.actor(1)}` : `... on Event ${selections.event(1)}`
  return {
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${fields} } }`,
    variables: { representations },
  }
}

function selectionsOf(chance: Chance, filters: Filters) {
  const { is, of, below, some } = chance
  const fieldsOf = (...fields: string[]) => `{ ${['__typename', ...fields].join(' ')} }`
  const optional = (share: number, field: () => string): string[] => (is(share) ? [field()] : [])

  const groups = (i: number): string => {
    const by = [...new Set(Array.from({ length: 1 + below(is(0.3) ? 3 : 2) }, () => of(DIMENSIONS)))]
    const key = by.map((name) => KEY_FIELDS[name] ?? name.toLowerCase()).join(' ')
    const counts = ['count', ...some(['mentionCount', 'fatalities', 'withFatalities'], 0.3)].join(' ')
    return `g${i}: groups(by: [${by.join(', ')}], reading: ${of(READINGS)}, first: ${of([5, 20, 100, 1000])}, orderBy: ${of(GROUP_ORDERS)}) { key { ${key} } ${counts} }`
  }
  const list = (args: string, nodes: string): string =>
    `(${[args, `first: ${of(PAGE_SIZES)}`].filter(Boolean).join(', ')}) { nodes ${nodes}${is(0.3) ? ' totalCount' : ''}${is(0.2) ? ' pageInfo { endCursor hasNextPage }' : ''} }`
  const eventList = (isRoot: boolean, depth: number): string => {
    const where = is(isRoot ? 0.85 : 0.4) ? filters.eventFilter(isRoot ? 2 : 1) : '{}'
    const isSearch = /^\{ (?:[^{]*, )?search: /.test(where)
    const order = isSearch && is(0.4) ? 'RELEVANCE' : of(ORDERS)
    const asOf = is(0.1) ? `, asOf: "2026-0${1 + below(9)}-01T00:00:00Z"` : ''
    const parts = [
      ...optional(0.75, () =>
        isSearch && is(0.4) ? `edges { cursor highlights { field text } node ${event(0)} }` : `nodes ${event(depth)}`,
      ),
      ...optional(0.25, () => 'totalCount isExact'),
      ...optional(0.3, () => groups(0)),
      ...optional(0.05, () => groups(1)),
    ]
    if (parts.length === 0) parts.push(`nodes ${event(depth)}`)
    return `(where: ${where}, orderBy: ${order}, first: ${of(PAGE_SIZES)}${asOf}) { __typename ${parts.join(' ')} }`
  }
  function event(depth: number): string {
    const scalars = some(SCALARS, 0.4)
    if (depth <= 0) return fieldsOf(...scalars)
    return fieldsOf(
      ...scalars,
      ...optional(0.3, () => 'occurred { edtf precision }'),
      ...optional(0.4, () => `participations { role actor ${actor(depth - 1)} }`),
      ...optional(0.3, () => `location { precision place ${place(depth - 1)} }`),
      ...optional(0.2, () => `mentions(first: ${of([1, 5, 20])}) { nodes { tone article ${article(depth - 1)} } }`),
      ...optional(0.2, () => `claims { aspect quote { exact } attribution { agent ${actor(depth - 2)} } }`),
      ...optional(0.1, () => 'quantities { measure low high } codes { code }'),
      ...optional(0.1, () => 'storylines { title } dataset { name }'),
      ...optional(0.1, () => 'revisions { at by changes { field } }'),
      ...optional(0.03, () => `relations { kind event ${event(depth - 1)} }`),
    )
  }
  function actor(depth: number): string {
    if (depth <= 0) return fieldsOf('name', ...optional(0.3, () => 'kind'))
    return fieldsOf(
      'name',
      ...optional(0.3, () => 'country { name }'),
      ...optional(0.3, () => 'names { name kind }'),
      ...optional(0.3, () => `events${eventList(false, depth - 1)}`),
      ...optional(
        0.2,
        () =>
          `counterparts(first: ${of([1, 5, 20, 100])}${is(0.3) ? `, where: ${filters.eventFilter(1)}` : ''}) { eventCount lastContact actor { name } kinds { kind count } }`,
      ),
      ...optional(0.1, () => 'memberships { role organization { name } } externalIds { value }'),
    )
  }
  function place(depth: number): string {
    if (depth <= 0) return fieldsOf('name', ...optional(0.3, () => 'kind latitude longitude'))
    return fieldsOf(
      'name',
      ...optional(0.3, () => 'parents { place { name kind } }'),
      ...optional(0.2, () => 'names { name kind }'),
      ...optional(0.3, () => `events${eventList(false, depth - 1)}`),
    )
  }
  function article(depth: number): string {
    if (depth <= 0) return fieldsOf('headline', ...optional(0.3, () => 'url publishedOn'))
    return fieldsOf(
      'headline',
      ...optional(0.4, () => 'publisher { name }'),
      ...optional(0.2, () => `events${eventList(false, depth - 1)}`),
      ...optional(0.2, () => 'claims { aspect quote { exact } }'),
    )
  }
  return { list, eventList, event, actor, place, article }
}
