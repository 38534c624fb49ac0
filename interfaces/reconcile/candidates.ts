import { GraphQLError } from 'graphql'
import { read, type Execute } from '../execute.ts'
import { typeOf, type Concept } from './entity-types.ts'
import { likenessOf } from './likeness.ts'
import type { ReconciliationQuery } from './parse-queries.ts'

const FIND_ACTORS = `query ReconcileActors($where: ActorWhere, $first: Int!) {
  found: actors(where: $where, first: $first) {
    nodes { __typename id name description names { name } country { name } }
  }
}`

const FIND_PLACES = `query ReconcilePlaces($where: PlaceWhere, $first: Int!) {
  found: places(where: $where, first: $first) {
    nodes { __typename id name kind names { name } parents { kind place { name } } }
  }
}`

const FIND_EVENTS = `query ReconcileEvents($where: EventWhere, $first: Int!) {
  found: events(where: $where, first: $first, orderBy: RELEVANCE) {
    nodes { __typename id name: title kind occurred { edtf } location { place { name } } }
  }
}`

const DOCUMENT_BY_CONCEPT: Readonly<Record<Concept, string>> = {
  actor: FIND_ACTORS,
  place: FIND_PLACES,
  event: FIND_EVENTS,
}

/** The documents that find candidates, by the names under which they are persisted. */
export const CANDIDATE_DOCUMENTS = {
  'reconcile-actors': FIND_ACTORS,
  'reconcile-places': FIND_PLACES,
  'reconcile-events': FIND_EVENTS,
}

interface Found {
  __typename: string
  id: string
  name: string
  names?: { name: string }[]
  description?: string | null
  kind?: string
  country?: { name: string } | null
  parents?: { kind: string; place: { name: string } }[]
  occurred?: { edtf: string }
  location?: { place: { name: string } | null } | null
}

export interface Candidate {
  id: string
  name: string
  description: string
  /** 0 to 100. */
  score: number
  /** Whether a client may take it without asking: the name is the same, and that of no other candidate. */
  match: boolean
  type: { id: string; name: string }[]
}

/** How many are compared with the text: the database ranks them by trigrams, which know no mistakes. */
const COMPARED = 50
/** Of a text of few letters, which more names are like. */
const COMPARED_WITH_FEW = 100
const FEW_LETTERS = 6

/**
 * Returns what a query may mean, the most likely first.
 * @throws {GraphQLError} the error of the operation
 */
export async function findCandidates(query: ReconciliationQuery, execute: Execute): Promise<Candidate[]> {
  const { text, type, limit } = query
  const ranked = (await find(query, execute))
    .map((found) => ({ found, likeness: likenessTo(text, found) }))
    .toSorted((a, b) => b.likeness - a.likeness)
  const [best, second] = ranked
  const isCertain = best?.likeness === 1 && second?.likeness !== 1
  return ranked.slice(0, limit).map(({ found, likeness }, i) => ({
    id: found.id,
    name: found.name,
    description: describe(found),
    score: Math.round(likeness * 1000) / 10,
    match: i === 0 && isCertain,
    type: [type, typeOf(found.__typename, type.concept)]
      .filter(({ id }, j, types) => types.findIndex((each) => each.id === id) === j)
      .map(({ id, name }) => ({ id, name })),
  }))
}

function likenessTo(text: string, { name, names = [] }: Found): number {
  return likenessOf(text, [name, ...names.map((each) => each.name)])
}

function describe({ description, kind, country, parents = [], occurred, location }: Found): string {
  const within = parents.find((parent) => parent.kind === 'PART_OF')?.place.name
  const parts = [description, occurred?.edtf, kind?.toLowerCase().replaceAll('_', ' '), country?.name]
  return [...parts, within, location?.place?.name].filter(Boolean).join(', ')
}

/** What a query says beside the name is left out if it is no value of this service: a cell can have anything. */
async function find(query: ReconciliationQuery, execute: Execute): Promise<Found[]> {
  const name = nameConditionOf(query)
  if (name === undefined) return []
  const conditions = conditionsOf(query)
  try {
    return await list(query, { ...name, ...conditions }, execute)
  } catch (error) {
    const isOfValue = error instanceof GraphQLError && error.extensions['code'] === 'BAD_USER_INPUT'
    if (!isOfValue || Object.keys(conditions).length === 0) throw error
    return await list(query, name, execute)
  }
}

async function list({ type, text }: ReconciliationQuery, where: object, execute: Execute): Promise<Found[]> {
  const variables = { where, first: text.length < FEW_LETTERS ? COMPARED_WITH_FEW : COMPARED }
  const data = await read<{ found: { nodes: Found[] } }>(execute, DOCUMENT_BY_CONCEPT[type.concept], variables)
  return data.found.nodes
}

/** Of words in a title, of which one must occur. */
const MAX_WORDS = 12

/** @returns undefined if the text has no word, which no name has either */
function nameConditionOf({ text, type }: ReconciliationQuery): object | undefined {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0) return undefined
  // A quoted word is no operator.
  if (type.concept === 'event')
    return {
      search: words
        .slice(0, MAX_WORDS)
        .map((word) => `"${word}"`)
        .join(' or '),
    }
  return { misspeltName: words.slice(0, 32).join(' '), ...(type.kinds && { kinds: type.kinds }) }
}

function conditionsOf({ type, properties }: ReconciliationQuery): object {
  const [country, kind, occurred] = ['country', 'kind', 'occurred'].map((id) => properties.get(id))
  const kinds = kind && { kinds: [kind.toUpperCase().replaceAll(' ', '_')] }
  if (type.concept !== 'event') return { ...(country && { country }), ...kinds }
  return {
    ...(country && { location: { country } }),
    ...(occurred && { occurred: { during: occurred } }),
    ...kinds,
  }
}
