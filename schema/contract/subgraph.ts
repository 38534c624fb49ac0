import {
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import { SCOPES, type Scope } from '../../database/tables/enums.ts'
import { compositionOf } from '../relay/composition.ts'
import { keysOf } from '../relay/federation.ts'
import { clientSchema } from './client.ts'
import { costOfField, costOfType, sizeOfList } from './cost-directives.ts'
import { directive } from './directive.ts'

export interface SubgraphOptions {
  /** Whether this is the one subgraph of a supergraph that has `node` and `nodes`. Default: false, they are hidden. */
  withNode?: boolean
  /** Whether mutations have `@requiresScopes`. Default: false, because @apollo/gateway refuses a supergraph that has it. */
  withScopes?: boolean
}

/** The first version with `@cost` and `@listSize`. */
const LINK = 'https://specs.apollo.dev/federation/v2.9'

/** By which a contract of a supergraph can leave out root fields. */
const TAGS: Readonly<Record<string, string>> = { Mutation: 'write', Subscription: 'live' }

/** Fields that other teams' fields stand beside: one that fails must be null alone. */
const NULLABLE_ROOTS = ['Query', 'Mutation']

/**
 * Returns the contract of gateways: the contract of clients, with the directives of Apollo Federation 2 and with nullable
 * root fields.
 * @param schema the executable schema; it stays as it is
 */
export function subgraphSdl(schema: GraphQLSchema, options: SubgraphOptions = {}): string {
  const ofClients = clientSchema(schema)
  const used = new Set<string>()
  const note = (directives: ConstDirectiveNode[]) => {
    for (const { name } of directives) used.add(`@${name.value}`)
    return directives
  }
  const withDirectives = (definition: DefinitionNode): DefinitionNode => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) {
      return definition
    }
    const type = ofClients.getType(definition.name.value)
    if (!isObjectType(type) && !isInterfaceType(type)) return definition
    const fields = definition.fields?.map((field): FieldDefinitionNode => {
      const isNullable = NULLABLE_ROOTS.includes(type.name) && field.type.kind === Kind.NON_NULL_TYPE
      const directives = [...(field.directives ?? []), ...note(directivesOfField(type, field.name.value, options))]
      return { ...field, ...(isNullable && { type: field.type.type }), directives }
    })
    const directives = [...(definition.directives ?? []), ...note(directivesOfType(type))]
    return { ...definition, directives, ...(fields && { fields }) }
  }
  const { definitions } = parse(printSchema(ofClients))
  const document = { kind: Kind.DOCUMENT, definitions: definitions.map((each) => withDirectives(each)) } as const
  const link = print(directive('link', { url: LINK, import: [...used].toSorted() }))
  return `extend schema ${link}\n\n${ONE_OF}\n\n${print(document)}\n`
}

/** Composers know `@oneOf` only by its definition. */
const ONE_OF = `"""Exactly one of the fields of the input must be given."""
directive @oneOf on INPUT_OBJECT`

function directivesOfType(type: GraphQLObjectType | GraphQLInterfaceType): ConstDirectiveNode[] {
  return [
    ...keysOf(type.name).map((fields) => directive('key', { fields })),
    ...(compositionOf(type).isShareable ? [directive('shareable')] : []),
    ...(isObjectType(type) ? costOfType(type) : []),
  ]
}

function directivesOfField(
  parent: GraphQLObjectType | GraphQLInterfaceType,
  name: string,
  { withNode = false, withScopes = false }: SubgraphOptions,
): ConstDirectiveNode[] {
  const field = parent.getFields()[name]
  if (!field) return []
  const { isShareable, isHidden, isOfRelay } = compositionOf(field)
  const isShown = isOfRelay === true && withNode
  const tag = TAGS[parent.name]
  const scopes = withScopes ? scopesOf(field) : []
  return [
    ...(isHidden && !isShown ? [directive('inaccessible')] : []),
    ...(isShareable && !isShown ? [directive('shareable')] : []),
    ...(tag === undefined ? [] : [directive('tag', { name: tag })]),
    ...(scopes.length > 0 ? [directive('requiresScopes', { scopes })] : []),
    ...costOfField(parent, field),
    ...sizeOfList(parent, field),
  ]
}

/** The alternatives of `@requiresScopes`: see `hasScope`. */
function scopesOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): Scope[][] {
  const { scope } = (extensions['pothosOptions'] ?? {}) as { scope?: unknown }
  return SCOPES.filter((known) => known === scope || (scope !== undefined && known === 'admin')).map((known) => [known])
}
