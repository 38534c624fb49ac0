import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  typeFromAST,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql'
import { isIncluded } from '../prefetch/inclusion.ts'

/** The selections of one field of an object: its first arguments are those of all. */
export type FieldNodes = [FieldNode, ...FieldNode[]]

/** What decides which fields are selected. */
export type Selecting = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/**
 * Returns the selected fields of an object by their keys, in the order of the answer (GraphQL specification, 6.3.2,
 * CollectFields).
 */
export function collectFields(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  { schema, fragments, variableValues }: Selecting,
): Map<string, FieldNodes> {
  const fields = new Map<string, FieldNodes>()
  const spread = new Set<string>()
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, variableValues)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const nodes = fields.get(key)
        if (nodes) nodes.push(selection)
        else fields.set(key, [selection])
        continue
      }
      let fragment
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const { value: name } = selection.name
        if (spread.has(name)) continue
        spread.add(name)
        fragment = fragments[name]
      } else fragment = selection
      if (!fragment) continue
      const condition = fragment.typeCondition && typeFromAST(schema, fragment.typeCondition)
      const applies =
        !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))
      if (applies) collect(fragment.selectionSet)
    }
  }
  for (const selectionSet of selectionSets) collect(selectionSet)
  return fields
}

/** Returns the definition of a field by its name; undefined for `__typename`. */
export function definitionOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}
