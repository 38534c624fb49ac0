import { brandWithType } from '@pothos/core'
import { ID_PREFIXES, isVersioned, parseId, toId, withMoment, type Concept } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import { withArticle } from '../../ingest/format/must-be.ts'
import { MAX_MOMENTS, readAsOf } from '../builder/as-of-plugin.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import type { Loader } from '../loaders/loader.ts'
import { after, allOf, type MaybePromise } from '../loaders/maybe-promise.ts'
import { composition } from './composition.ts'
import { parseMomentId, refusedMoment } from './moment-id.ts'
import { notErased } from './tombstone.ts'

interface NodeRow {
  id: string
}

export const Node = builder.interfaceRef<NodeRow>('Node').implement({
  description: 'An object with an id by which it can be fetched (Relay).',
  fields: (t) => ({
    id: t.id({
      description:
        'The id of this object: a TypeID whose prefix names the concept, such as evt_ for an event. That of an event or a claim as of an earlier moment ends with `@` and the moment.',
      // Each type that implements Node replaces this field with its own `idField`, which encodes the UUID.
      resolve: ({ id }) => id,
    }),
  }),
})

type LoadNode = (uuid: string, context: Context) => MaybePromise<NodeRow | null>

const loadNodeByConcept = new Map<Concept, LoadNode>()

/**
 * Makes the rows of a concept available through `node(id)`.
 * @param typeName returns the name of the object type of a row
 */
export function registerNode<Row extends NodeRow>(
  concept: Concept,
  loader: Loader<string, Row | null>,
  typeName: (row: Row) => string,
): void {
  const brand = (row: Row | null) => {
    if (row) brandWithType(row, typeName(row) as never)
    return row
  }
  loadNodeByConcept.set(concept, (uuid, context) => after(loader(context).load(uuid), brand))
}

/**
 * Parses the id of a certain concept.
 * @throws {GraphQLError} BAD_USER_INPUT if the id is invalid, belongs to another concept, or names a moment
 */
export function uuidOf(concept: Concept, id: string): string {
  const parsedId = parseId(id)
  if (parsedId?.concept === concept) return parsedId.uuid
  throw badUserInput(refusedMoment(id, concept) ?? notAnId(concept, id))
}

function notAnId(concept: Concept, id: string): string {
  return `${showValue(id)} is not the id of ${withArticle(concept)}. Such an id begins with ${ID_PREFIXES[concept]}_.`
}

/**
 * Reads the object with an id of a certain concept, as of the moment that the id names.
 * @param context of the field; that of a moment if the field has the argument `asOf`
 * @throws {GraphQLError} BAD_USER_INPUT if the id is invalid, or names another moment than the field
 */
export function readById<Result>(
  concept: Concept,
  id: string,
  context: Context,
  read: (uuid: string, context: Context) => Result,
): Result {
  const parsedId = parseMomentId(id)
  if (parsedId?.concept !== concept) throw badUserInput(notAnId(concept, id))
  const { uuid, asOf } = parsedId
  if (asOf !== undefined && context.asOf !== undefined && asOf !== context.asOf) {
    throw badUserInput(
      `The id names the moment ${asOf}, and \`asOf\` is ${context.asOf}. Leave \`asOf\` out, or use the part of the id before \`@\`.`,
    )
  }
  return readAsOf(context, asOf, (at) => read(uuid, at))
}

const ID = ['id'] as const

/** The field `id` of a type. Under `asOf`, it names the moment: two states of an event are two objects in a cache. */
export function idField(concept: Concept) {
  const description = `The id of this ${concept}: a TypeID that begins with ${ID_PREFIXES[concept]}_.`
  if (!isVersioned(concept)) return { description, reads: ID, resolve: (row: NodeRow) => toId(concept, row.id) }
  return {
    description: `${description} As of an earlier moment it ends with \`@\` and the moment, such as @2026-11-24T12:00:00.000Z: \`node\`, \`nodes\` and \`event\` then return this state again. Elsewhere, use the part before \`@\`.`,
    reads: ID,
    resolve: (row: NodeRow, _args: object, { asOf }: Context) => withMoment(toId(concept, row.id), asOf),
  }
}

function parseNodeId(id: string) {
  const parsedId = parseMomentId(id)
  const load = parsedId && loadNodeByConcept.get(parsedId.concept)
  if (load) return { ...parsedId, load }
  throw badUserInput(
    `${showValue(id)} is not an id of this service. An id is a TypeID such as evt_01h455vb4pex5vsknk084sn02q.`,
  )
}

function loadNode(id: string, context: Context): MaybePromise<NodeRow | null> {
  const { uuid, asOf, load } = parseNodeId(id)
  return readAsOf(context, asOf, (at) => after(load(uuid, at), (row) => notErased(at, uuid, row)))
}

/** The objects of each moment cost one statement for each table. */
function loadNodes(ids: readonly string[], context: Context): MaybePromise<(NodeRow | null)[]> {
  // An invalid id, or a moment too many, is refused before anything is read.
  for (const id of ids) readAsOf(context, parseNodeId(id).asOf, () => null)
  return allOf(ids.map((id) => loadNode(id, context)))
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description:
      'The object with an id, as of the moment that the id names; null if there is none. An event that was erased is NOT_FOUND, with the day.',
    extensions: composition({ isShareable: true, isHidden: true, isOfRelay: true }),
    args: { id: t.arg.id({ required: true, description: 'The id of any object.' }) },
    resolve: (_root, { id }, context) => loadNode(id, context),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: `The objects with the given ids, in the order of the ids; null for each id without an object. The ids can name up to ${MAX_MOMENTS} moments.`,
    extensions: composition({ isShareable: true, isHidden: true, isOfRelay: true }),
    args: { ids: t.arg.idList({ required: true, bound: { items: 100 }, description: 'The ids of any objects.' }) },
    resolve: (_root, { ids }, context) => loadNodes(ids, context),
  }),
}))
