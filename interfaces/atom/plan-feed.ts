import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  visit,
  type ASTNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql'
import { badUserInput } from '../../schema/builder/errors.ts'

/** How the changes of the events that a document lists are read. */
export interface FeedPlan {
  /** The document that reads one page; its field is named `page`. */
  text: string
  /** The variable that is the filter, which must not be null; undefined if there is none. */
  filterVariable: string | undefined
}

const ONE_LIST = 'A feed needs one operation with one field, a list of events, such as'
const EXAMPLE = '{ events(where: { kinds: [PHONE_CALL] }) { nodes { id } } }'

const SELECTION = `pageInfo { hasNextPage endCursor }
  nodes {
    id kind title summary certainty evidence createdAt
    occurred { edtf }
    participations { role actor { name } }
    location { place { name } }
    claims { quote { exact } attribution { name } }
    revisions { version kind at by reason changes { field } }
  }`

/**
 * Plans the feed of a valid document. Only its filter counts: the feed has its own order, pages and fields. Retracted
 * events that match belong to it, because their retraction is news.
 * @throws {GraphQLError} BAD_USER_INPUT if it is not one list of events
 */
export function planFeed(schema: GraphQLSchema, operation: OperationDefinitionNode): FeedPlan {
  const [list, ...others] = operation.selectionSet.selections
  if (operation.operation !== 'query' || list?.kind !== Kind.FIELD || others.length > 0 || !listsEvents(schema, list)) {
    throw badUserInput(`${ONE_LIST} \`${EXAMPLE}\`.`)
  }
  const where = list.arguments?.find(({ name }) => name.value === 'where')?.value
  const filterVariable = where?.kind === Kind.VARIABLE ? where.name.value : undefined
  const variables = operation.variableDefinitions?.map((definition) =>
    definition.variable.name.value === filterVariable && definition.type.kind === Kind.NAMED_TYPE
      ? { ...definition, type: { kind: Kind.NON_NULL_TYPE, type: definition.type } as const }
      : definition,
  )
  const text = `query ${operation.name?.value ?? ''} (${printed(usedBy(where, variables))} $feed_first: Int!, $feed_after: String) {
    page: ${list.name.value}(where: { and: [${where && !isNull(where) ? print(where) : '{}'}, ${WITH_RETRACTED}] }
      orderBy: UPDATED_DESC, first: $feed_first, after: $feed_after) { ${SELECTION} }
  }`
  return { text, filterVariable }
}

/** Names `certainty`, so that the default, which leaves retracted events out, does not apply. */
const WITH_RETRACTED = '{ certainty: [CONFIRMED, REPORTED, UNCLEAR, UNVERIFIED, DISPUTED, DENIED, RETRACTED] }'

const LIST_ARGUMENTS = ['where', 'orderBy', 'first', 'after']

function listsEvents(schema: GraphQLSchema, { name }: FieldNode): boolean {
  const field = schema.getQueryType()?.getFields()[name.value]
  const connection = field && getNamedType(field.type)
  const nodes = isObjectType(connection) ? connection.getFields()['nodes'] : undefined
  const type = nodes && getNamedType(nodes.type)
  const isEvent =
    (isObjectType(type) || isInterfaceType(type)) &&
    [type, ...type.getInterfaces()].some((each) => each.name === 'Event')
  return isEvent && LIST_ARGUMENTS.every((argument) => field?.args.some((each) => each.name === argument))
}

function isNull({ kind }: ValueNode): boolean {
  return kind === Kind.NULL
}

/** The definitions of the variables that a value has: an operation must use all that it defines. */
function usedBy<Definition extends { variable: { name: { value: string } } }>(
  value: ValueNode | undefined,
  definitions: readonly Definition[] = [],
): Definition[] {
  const names = new Set<string>()
  if (value) visit(value, { Variable: ({ name }) => void names.add(name.value) })
  return definitions.filter(({ variable }) => names.has(variable.name.value))
}

function printed(nodes: readonly ASTNode[]): string {
  return nodes.map((node) => print(node)).join('\n')
}
