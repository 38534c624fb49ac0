import { brandWithType } from '@pothos/core'
import type DataLoader from 'dataloader'
import { ID_PREFIXES, parseId, toId, type Concept } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import { withArticle } from '../../ingest/format/must-be.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { notErased } from './tombstone.ts'

interface NodeRow {
  id: string
}

export const Node = builder.interfaceRef<NodeRow>('Node').implement({
  description: 'An object with an id by which it can be fetched (Relay).',
  fields: (t) => ({
    id: t.id({
      description: 'The id of this object: a TypeID whose prefix names the concept, such as evt_ for an event.',
      // Each type that implements Node replaces this field with its own `idField`, which encodes the UUID.
      resolve: ({ id }) => id,
    }),
  }),
})

type LoadNode = (uuid: string, context: Context) => Promise<NodeRow | null>

const loadNodeByConcept = new Map<Concept, LoadNode>()

/**
 * Makes the rows of a concept available through `node(id)`.
 * @param typeName returns the name of the object type of a row
 */
export function registerNode<Row extends NodeRow>(
  concept: Concept,
  loader: (context: Context) => DataLoader<string, Row | null>,
  typeName: (row: Row) => string,
): void {
  loadNodeByConcept.set(concept, async (uuid, context) => {
    const row = await loader(context).load(uuid)
    if (row) brandWithType(row, typeName(row) as never)
    return row
  })
}

/**
 * Parses the id of a certain concept.
 * @throws {GraphQLError} BAD_USER_INPUT if the id is invalid or belongs to another concept
 */
export function uuidOf(concept: Concept, id: string): string {
  const parsedId = parseId(id)
  if (parsedId?.concept === concept) return parsedId.uuid
  throw badUserInput(
    `${showValue(id)} is not the id of ${withArticle(concept)}. Such an id begins with ${ID_PREFIXES[concept]}_.`,
  )
}

/** The field `id` of a type. */
export function idField(concept: Concept) {
  return {
    description: `The id of this ${concept}: a TypeID that begins with ${ID_PREFIXES[concept]}_.`,
    resolve: (row: NodeRow) => toId(concept, row.id),
  }
}

async function loadNode(id: string, context: Context): Promise<NodeRow | null> {
  const parsedId = parseId(id)
  const load = parsedId && loadNodeByConcept.get(parsedId.concept)
  if (!load) {
    throw badUserInput(
      `${showValue(id)} is not an id of this service. An id is a TypeID such as evt_01h455vb4pex5vsknk084sn02q.`,
    )
  }
  return notErased(context, parsedId.uuid, await load(parsedId.uuid, context))
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'The object with an id; null if there is none. An event that was erased is NOT_FOUND, with the day.',
    shareable: true,
    inaccessible: true,
    args: { id: t.arg.id({ required: true, description: 'The id of any object.' }) },
    resolve: (_root, { id }, context) => loadNode(id, context),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The objects with the given ids, in the order of the ids; null for each id without an object.',
    shareable: true,
    inaccessible: true,
    args: { ids: t.arg.idList({ required: true, bound: { items: 100 }, description: 'The ids of any objects.' }) },
    resolve: (_root, { ids }, context) => Promise.all(ids.map((id) => loadNode(id, context))),
  }),
}))
