import { z } from 'zod'
import { read } from '../../execute.ts'
import { declareTool } from '../tool.ts'

const DOCUMENT = `query FindNames($name: String!, $first: Int!) {
  actors(where: { search: $name }, first: $first) {
    nodes { __typename id name description names { name } country { name } events(first: 1) { totalCount } }
  }
  places(where: { search: $name }, first: $first) {
    nodes { __typename id name kind names { name } parents { kind place { name } } events(first: 1) { totalCount } }
  }
}`

interface Named {
  names: { name: string }[]
  events: { totalCount: number }
}

interface Data {
  actors: { nodes: (Named & { country: { name: string } | null })[] }
  places: { nodes: (Named & { parents: { kind: string; place: { name: string } }[] })[] }
}

const MAX_NAMES = 6

/** Finds actors and places by a name. */
export const FIND_NAMES = declareTool({
  name: 'find_names',
  title: 'Find actors and places by name',
  description:
    'Actors (people, states, organizations, armed groups) and places with a name like this, in any spelling or script, the most similar first, with their ids.',
  input: z.strictObject({
    name: z.string().min(1).max(300),
    first: z.int().min(1).max(10).optional().describe('of each; default 5'),
  }),
  documents: { 'mcp-find-names': DOCUMENT },
  run: async ({ name, first = 5 }, execute) => {
    const { actors, places } = await read<Data>(execute, DOCUMENT, { name, first })
    return {
      value: {
        actors: actors.nodes.map(({ country, ...actor }) => ({ ...namedOf(actor), country: country?.name })),
        places: places.nodes.map(({ parents, ...place }) => ({
          ...namedOf(place),
          within: parents.map(({ kind, place: parent }) => `${kind} ${parent.name}`),
        })),
      },
    }
  },
})

function namedOf({ names, events, ...others }: Named): object {
  return { ...others, names: names.slice(0, MAX_NAMES).map(({ name }) => name), eventCount: events.totalCount }
}
