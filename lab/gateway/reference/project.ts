import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { fieldOf, keysOf, requirementsOf, type Part } from './part.ts'

/** The name under which each object of an answer has its type, for any selection. */
export const TYPE = '_type'

/** The name under which it has its key: one for each key, because the keys of a union's members differ in type. */
export function nameOfKey(key: string): string {
  return `_${key}`
}

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

/** Returns a fragment as it would be if it was written in place. */
export function inline(selection: SelectionNode, fragments: Fragments): FieldNode | InlineFragmentNode {
  if (selection.kind !== Kind.FRAGMENT_SPREAD) return selection
  const fragment = fragments[selection.name.value]
  if (fragment === undefined) throw new Error(`The query has no fragment ${selection.name.value}.`)
  const { typeCondition, selectionSet } = fragment
  return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet, directives: selection.directives ?? [] }
}

/**
 * Returns what a part can answer of a selection on one of its types, with the type and the key of each object.
 * @param withRequiring whether the object is asked for with what fields of other services it needs
 */
export function project(
  part: Part,
  type: string,
  selectionSet: SelectionSetNode,
  fragments: Fragments,
  withRequiring = false,
): SelectionSetNode {
  const parent = part.schema.getType(type)
  if (!isCompositeType(parent)) throw new Error(`${part.name} has no type ${type} with fields.`)
  const selections = selectionSet.selections.flatMap((spread) => {
    const selection = inline(spread, fragments)
    return selection.kind === Kind.FIELD
      ? projectField(part, parent, selection, fragments, withRequiring)
      : projectFragment(part, parent, selection, fragments)
  })
  return { kind: Kind.SELECTION_SET, selections: [...selections, ...identity(part, parent)] }
}

function projectField(
  part: Part,
  parent: GraphQLCompositeType,
  node: FieldNode,
  fragments: Fragments,
  withRequiring: boolean,
): SelectionNode[] {
  if (node.name.value === '__typename') return []
  const field = fieldOf(part, parent.name, node.name.value)
  if (field === undefined || (requirementsOf(field) !== undefined && !withRequiring)) return []
  if (node.selectionSet === undefined) return [node]
  return [{ ...node, selectionSet: project(part, getNamedType(field.type).name, node.selectionSet, fragments) }]
}

function projectFragment(
  part: Part,
  parent: GraphQLCompositeType,
  node: InlineFragmentNode,
  fragments: Fragments,
): SelectionNode[] {
  const name = node.typeCondition?.name.value ?? parent.name
  // Another service knows the type of the condition: its fields are asked there.
  if (!part.schema.getType(name)) return []
  return [{ ...node, selectionSet: project(part, name, node.selectionSet, fragments) }]
}

/** `__typename` and the key as fields of their own, because a query can give their names to other fields. */
function identity(part: Part, type: GraphQLCompositeType): SelectionNode[] {
  const typename = alias(TYPE, '__typename')
  const [key] = keysOf(part, type.name)
  if (key !== undefined) return [typename, alias(nameOfKey(key), key)]
  if (!isAbstractType(type)) return [typename]
  const keys = part.schema.getPossibleTypes(type).flatMap(({ name }) =>
    keysOf(part, name)
      .slice(0, 1)
      .map((own): InlineFragmentNode => ({
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
        selectionSet: { kind: Kind.SELECTION_SET, selections: [alias(nameOfKey(own), own)] },
      })),
  )
  return [typename, ...keys]
}

function alias(key: string, field: string): FieldNode {
  return { kind: Kind.FIELD, alias: { kind: Kind.NAME, value: key }, name: { kind: Kind.NAME, value: field } }
}
