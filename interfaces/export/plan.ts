import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  separateOperations,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { badUserInput } from '../../schema/builder/errors.ts'
import { columnsOf, nameOf, type Column } from './columns.ts'

/** How the events that a document lists are read for a file. */
export interface ExportPlan {
  /** The document that reads one page; its field is named `page`. */
  text: string
  columns: readonly Column[]
}

/** The name of the column with the cursor of each row. */
export const CURSOR = 'cursor'

/** The name of the location that a row of GeoJSON has besides its columns. */
export const LOCATION = 'export_location'

/** The names of what a feature of GeoJSON says of that location. */
export const LOCATION_PROPERTIES = { place: 'export_place', precision: 'export_precision' } as const

const ONE_LIST = 'An export needs one operation with one field, a list of events with `nodes`, such as'
const EXAMPLE = '{ events(where: { kinds: [PHONE_CALL] }) { nodes { id title } } }'

/** These follow from the page that is read. */
const PAGE_ARGUMENTS = ['first', 'after', 'last', 'before', 'asOf']

/**
 * Plans the export of a valid document.
 * @param withLocation whether rows have the location of their event
 * @throws {GraphQLError} BAD_USER_INPUT if it is not one list of events without arguments of pages
 */
export function planExport(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { withLocation }: { withLocation: boolean },
): ExportPlan {
  const [list, ...others] = operation.selectionSet.selections
  const field = list?.kind === Kind.FIELD ? schema.getQueryType()?.getFields()[list.name.value] : undefined
  const eventType = field && eventTypeOf(field)
  if (operation.operation !== 'query' || list?.kind !== Kind.FIELD || others.length > 0 || !eventType) {
    throw badUserInput(`${ONE_LIST} \`${EXAMPLE}\`.`)
  }
  const given = (list.arguments ?? []).find(({ name }) => PAGE_ARGUMENTS.includes(name.value))
  if (given) {
    throw badUserInput(
      `An export reads all pages: leave the argument \`${given.name.value}\` out. The moment is the parameter \`asOf\` of the export.`,
    )
  }
  const nodes = nodesOf(list)
  const fragments = fragmentsOf(document, operation)
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
  const columns = columnsOf(eventType, nodes, { schema, fragments: byName })
  const own = columns.map(({ path: [name = ''] }) => name).find((name) => OWN_NAMES.includes(name))
  if (own !== undefined) {
    throw badUserInput(`The names ${OWN_NAMES.join(', ')} are those of the export: use another alias for \`${own}\`.`)
  }
  const selected = `${printed(nodes.selections)} ${withLocation ? LOCATION_SELECTION : ''}`
  const text = `query ${operation.name?.value ?? ''} (${printed(operation.variableDefinitions)} ${PAGE_VARIABLES})
    ${printed(operation.directives)} {
      page: ${list.name.value}(${printed(list.arguments)} ${PAGE_VALUES}) ${printed(list.directives)} {
        pageInfo { hasNextPage endCursor }
        edges { cursor node { ${selected} } }
      }
    }
    ${printed(fragments)}`
  return { text, columns }
}

const PAGE_VARIABLES = '$export_first: Int!, $export_after: String, $export_asOf: DateTime!'
const PAGE_VALUES = 'first: $export_first, after: $export_after, asOf: $export_asOf'
const OWN_NAMES: readonly string[] = [CURSOR, LOCATION, ...Object.values(LOCATION_PROPERTIES)]
const LOCATION_SELECTION = `${LOCATION}: location {
  precision latitude longitude radiusKm place { name kind latitude longitude }
}`

function printed(nodes: readonly ASTNode[] = []): string {
  return nodes.map((node) => print(node)).join('\n')
}

/** The type of the nodes of a field that is a list of events; undefined for another field. */
function eventTypeOf(field: GraphQLField<unknown, unknown>) {
  const connection = getNamedType(field.type)
  const nodes = isObjectType(connection) ? connection.getFields()['nodes'] : undefined
  const type = nodes && getNamedType(nodes.type)
  const hasPages = PAGE_ARGUMENTS.every((name) => field.args.some((argument) => argument.name === name))
  return hasPages && isCompositeType(type) && isEvent(type) ? type : undefined
}

function isEvent(type: GraphQLNamedType): boolean {
  if (!isObjectType(type) && !isInterfaceType(type)) return false
  return [type, ...type.getInterfaces()].some(({ name }) => name === 'Event')
}

function nodesOf({ selectionSet }: FieldNode): SelectionSetNode {
  const [nodes, ...others] = selectionSet?.selections ?? []
  const isPlain = nodes?.kind === Kind.FIELD && nodes.name.value === 'nodes' && !nodes.directives?.length
  if (isPlain && nodes.selectionSet && others.length === 0) return nodes.selectionSet
  throw badUserInput(`${ONE_LIST} \`${EXAMPLE}\`; its list must select \`nodes\` and nothing else.`)
}

/** The fragments that an operation uses. */
function fragmentsOf(document: DocumentNode, operation: OperationDefinitionNode): FragmentDefinitionNode[] {
  const { definitions } = separateOperations(document)[operation.name?.value ?? ''] ?? document
  return definitions.filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
}

/** The names of the columns, for the head of a file. */
export function columnNames({ columns }: ExportPlan): string[] {
  return [...columns.map((column) => nameOf(column)), CURSOR]
}
