import { z } from 'zod'
import { badUserInput } from '../../schema/builder/errors.ts'
import { read, type Execute } from '../execute.ts'
import { PROPERTIES } from './entity-types.ts'
import { objectOf } from './parse-queries.ts'

const DOCUMENT = `query ReconcileEntities($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename id
    ... on Actor { name description actorKind: kind names { name } country { id name } externalIds { scheme value } }
    ... on Place {
      name placeKind: kind latitude longitude names { name } externalIds { scheme value } parents { kind place { id name } }
    }
    ... on Event {
      title summary eventKind: kind certainty occurred { edtf } location { place { id name } }
      claims { quote { exact } attribution { name } }
    }
  }
}`

/** The document that describes entities, by the name under which it is persisted. */
export const ENTITY_DOCUMENTS = { 'reconcile-entities': DOCUMENT }

interface Reference {
  id: string
  name: string
}

/** An actor, a place or an event; the fields of others are missing. */
export interface Entity {
  __typename: string
  id: string
  name?: string
  title?: string
  description?: string | null
  summary?: string | null
  actorKind?: string
  placeKind?: string
  eventKind?: string
  certainty?: string
  names?: { name: string }[]
  country?: Reference | null
  externalIds?: { scheme: string; value: string }[]
  parents?: { kind: string; place: Reference }[]
  latitude?: number | null
  longitude?: number | null
  occurred?: { edtf: string }
  location?: { place: Reference | null } | null
  claims?: { quote: { exact: string }; attribution: { name: string }[] }[]
}

/**
 * Reads entities by their ids; null for each that there is not.
 * @throws {GraphQLError} the error of the operation
 */
export async function readEntities(ids: readonly string[], execute: Execute): Promise<(Entity | null)[]> {
  const known = [...new Set(ids.filter((id) => ID.test(id)))]
  if (known.length === 0) return ids.map(() => null)
  const { nodes } = await read<{ nodes: (Entity | null)[] }>(execute, DOCUMENT, { ids: known })
  return ids.map((id) => nodes[known.indexOf(id)] ?? null)
}

/** Of an actor, a place or an event; a cell can have anything. */
const ID = /^(?:act|plc|evt)_[0-7][0-9a-hjkmnp-tv-z]{25}$/

const MAX_IDS = 100
const MAX_ID = 64

const Extension = z.object({
  ids: z.array(z.string().max(MAX_ID)).max(MAX_IDS),
  properties: z.array(z.object({ id: z.string().max(MAX_ID) })).max(PROPERTIES.length),
})

type Cell = { str: string } | { float: number } | Reference

/**
 * Answers a data extension query: values of properties of entities, which become columns of a spreadsheet.
 * @throws {GraphQLError} BAD_USER_INPUT if the query is not valid
 */
export async function extend(json: string, execute: Execute): Promise<object> {
  const parsed = Extension.safeParse(objectOf(json, 'extend'))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw badUserInput(`\`extend.${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? 'invalid'}.`)
  }
  const { ids, properties } = parsed.data
  const asked = properties.flatMap(({ id }) => PROPERTIES.find((property) => property.id === id) ?? [])
  const entities = ids.length === 0 ? [] : await readEntities(ids, execute)
  const rows = ids.map((id, i) => {
    const entity = entities[i]
    return [id, Object.fromEntries(asked.map((property) => [property.id, entity ? cellsOf(entity, property.id) : []]))]
  })
  return { meta: asked.map(({ id, name }) => ({ id, name })), rows: Object.fromEntries(rows) as object }
}

function cellsOf(entity: Entity, property: string): Cell[] {
  const { latitude, longitude, certainty, occurred, country, parents = [], location, externalIds = [] } = entity
  switch (property) {
    case 'country':
      return country ? [country] : parents.flatMap(({ kind, place }) => (kind === 'PART_OF' ? [place] : []))
    case 'occurred':
      return texts(occurred?.edtf)
    case 'kind':
      return texts(entity.actorKind ?? entity.placeKind ?? entity.eventKind)
    case 'description':
      return texts(entity.description ?? entity.summary ?? entity.title)
    case 'latitude':
      return numbers(latitude)
    case 'longitude':
      return numbers(longitude)
    case 'wikidata':
      return externalIds.flatMap(({ scheme, value }) => (scheme === 'WIKIDATA' ? [{ str: value }] : []))
    case 'certainty':
      return texts(certainty)
    default:
      return location?.place ? [location.place] : []
  }
}

function texts(text: string | null | undefined): Cell[] {
  return text ? [{ str: text }] : []
}

function numbers(number: number | null | undefined): Cell[] {
  return typeof number === 'number' ? [{ float: number }] : []
}
