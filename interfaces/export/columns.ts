import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  typeFromAST,
  TypeNameMetaFieldDef,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import { definitionOf } from '../../schema/writer/collect-fields.ts'

/** A leaf of the rows of a file. */
export interface Column {
  /** The names in the answer that lead to it, such as `occurred`, `edtf`. */
  path: readonly string[]
  /** Its type in the schema, such as `EDTF!`. */
  type: string
  /** Whether a row has a list of its values. */
  isInList: boolean
  description: string
}

interface Fragments {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
}

/**
 * Returns the leaves of a valid selection, in the order of their first occurrence.
 * @param type the type that it selects from
 */
export function columnsOf(type: GraphQLCompositeType, selectionSet: SelectionSetNode, context: Fragments): Column[] {
  const byName = new Map<string, Column>()
  const visit = (
    parent: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    above: readonly string[],
    isAboveInList: boolean,
  ): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const field = fieldOf(parent, selection.name.value)
        const path = [...above, selection.alias?.value ?? selection.name.value]
        const below = getNamedType(field?.type)
        const isInList = isAboveInList || isListType(getNullableType(field?.type))
        if (selection.selectionSet && isCompositeType(below)) visit(below, selection.selectionSet, path, isInList)
        else if (field && !byName.has(nameOf({ path }))) {
          const [type, description] = [String(field.type), field.description ?? '']
          byName.set(nameOf({ path }), { path, type, isInList, description })
        }
        continue
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? context.fragments.get(selection.name.value) : selection
      const narrowed = fragment?.typeCondition ? typeFromAST(context.schema, fragment.typeCondition) : parent
      if (fragment && isCompositeType(narrowed)) visit(narrowed, fragment.selectionSet, above, isAboveInList)
    }
  }
  visit(type, selectionSet, [], false)
  return [...byName.values()]
}

function fieldOf(parent: GraphQLCompositeType, name: string) {
  return name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : definitionOf(parent, name)
}

/** The name of a column in a file. */
export function nameOf({ path }: Pick<Column, 'path'>): string {
  return path.join('.')
}

/** The value of a column in a row; the list of the values if a list is on the path. */
export function valueAt(row: unknown, path: readonly string[]): unknown {
  if (row === null || row === undefined) return null
  if (Array.isArray(row)) return row.map((item) => valueAt(item, path))
  const [name, ...rest] = path
  return name === undefined ? row : valueAt((row as Record<string, unknown>)[name], rest)
}
