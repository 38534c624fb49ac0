import { brandWithType } from '@pothos/core'
import type DataLoader from 'dataloader'
import { ID_PREFIXES, parseId, toId, type Concept } from '../../database/values/ids.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'

/** Anything with an id of its own. */
export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'Anything that has an id of its own and can be fetched by it.',
  fields: (t) => ({
    id: t.id({
      description: 'The one id of this object, a TypeID; its prefix names the concept, such as evt_ for an event.',
      // Each concept writes its own ids: its interface comes after this one in the list of a type, and so its field wins.
      resolve: ({ id }) => id,
    }),
  }),
})

type NodeLoader = (uuid: string, context: Context) => Promise<object | null>

const nodeLoaders = new Map<Concept, NodeLoader>()

/**
 * Makes the rows of a concept reachable by `node(id)`.
 * @param concept what the rows are
 * @param loader loads a row by its UUID
 * @param typeName the name of the object type of a row
 */
export function registerNode<Row extends object>(
  concept: Concept,
  loader: (context: Context) => DataLoader<string, Row | null>,
  typeName: (row: Row) => string,
): void {
  nodeLoaders.set(concept, async (uuid, context) => {
    const row = await loader(context).load(uuid)
    if (row) brandWithType(row, typeName(row) as never)
    return row
  })
}

/**
 * Reads an id that must name a certain concept.
 * @throws {GraphQLError} BAD_USER_INPUT where it names another one or nothing
 */
export function uuidOf(concept: Concept, id: string): string {
  const read = parseId(id)
  if (read?.concept === concept) return read.uuid
  throw badUserInput(
    `"${id.slice(0, 64)}" is not the id of ${/^[aeo]/.test(concept) ? 'an' : 'a'} ${concept}. Such an id begins with ${ID_PREFIXES[concept]}_.`,
  )
}

/** The `id` of a type that stands for one concept. */
export function idField(concept: Concept) {
  return {
    description: `The id of this ${concept}: a TypeID that begins with ${ID_PREFIXES[concept]}_.`,
    resolve: (row: { id: string }) => toId(concept, row.id),
  }
}

const MOST_NODES = 100

function loadNode(id: string, context: Context): Promise<object | null> {
  const read = parseId(id)
  const door = read && nodeLoaders.get(read.concept)
  if (!door) throw badUserInput(`"${id.slice(0, 64)}" is not an id of this service.`)
  return door(read.uuid, context)
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'The object that an id names, or null where there is none.',
    shareable: true,
    inaccessible: true,
    args: { id: t.arg.id({ required: true, description: 'The id of any object.' }) },
    resolve: (_, { id }, context) => loadNode(id, context) as Promise<{ id: string } | null>,
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The objects that ids name, in the order of the ids, with null where there is none.',
    shareable: true,
    inaccessible: true,
    args: { ids: t.arg.idList({ required: true, description: `The ids of any objects, at most ${MOST_NODES}.` }) },
    resolve: (_, { ids }, context) => {
      if (ids.length > MOST_NODES)
        throw badUserInput(`At most ${MOST_NODES} ids can be asked for at once, not ${ids.length}.`)
      return Promise.all(ids.map((id) => loadNode(id, context) as Promise<{ id: string } | null>))
    },
  }),
}))
