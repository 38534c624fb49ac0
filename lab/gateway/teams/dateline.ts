import type { Subgraph } from './team.ts'

/** Objects of Dateline that the other teams refer to. */
export interface Ids {
  articles: string[]
  calls: string[]
  ceasefire: string
  claims: string[]
  exercise: string
  people: string[]
  places: string[]
  states: string[]
  organizations: string[]
  /** Ids of all events, for lists that are long. */
  events: string[]
  /** A moment at which all of them were stored. */
  then: string
}

/** Returns the subgraph that the service at an address says it has. */
export async function readSubgraph(url: string): Promise<Subgraph> {
  const { _service } = await query<{ _service: { sdl: string } }>(url, '{ _service { sdl } }')
  return { name: 'dateline', url, sdl: _service.sdl }
}

/** Reads ids of the bundled reports. */
export async function readIds(url: string): Promise<Ids> {
  const { actors, ...lists } = await query<Record<'actors' | keyof typeof LISTS, { nodes: Row[] }>>(url, READ_IDS)
  const ofType = (type: string) => actors.nodes.flatMap(({ __typename, id }) => (__typename === type ? [id] : []))
  const idsOf = (name: keyof typeof LISTS) => lists[name].nodes.map(({ id }) => id)
  return {
    articles: idsOf('articles'),
    calls: idsOf('phoneCalls'),
    ceasefire: first(idsOf('ceasefires')),
    claims: lists.phoneCalls.nodes.flatMap(({ claims = [] }) => claims.map(({ id }) => id)),
    exercise: first(idsOf('exercises')),
    people: ofType('Person'),
    places: idsOf('places'),
    states: ofType('State'),
    organizations: ofType('Organization'),
    events: idsOf('events'),
    then: new Date().toISOString(),
  }
}

interface Row {
  __typename: string
  id: string
  claims?: { id: string }[]
}

const LISTS = {
  articles: '',
  phoneCalls: 'claims { id }',
  ceasefires: '',
  exercises: '',
  places: '',
  events: '',
}
const READ_IDS = `{
  actors(first: 100) { nodes { __typename id } }
  ${Object.entries(LISTS)
    .map(([name, more]) => `${name}(first: 100) { nodes { __typename id ${more} } }`)
    .join(' ')}
}`

function first(ids: string[]): string {
  const [id] = ids
  if (id === undefined) throw new Error('The bundled reports lack an object that the laboratory refers to.')
  return id
}

async function query<Data>(url: string, text: string): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text }),
  })
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown }
  if (errors !== undefined) throw new Error(`Dateline did not answer: ${JSON.stringify(errors)}`)
  return data
}
