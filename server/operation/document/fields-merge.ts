import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'

/** A selection set with the type that it selects from; undefined if the type does not exist. */
interface Selected {
  type: GraphQLNamedType | undefined
  selectionSet: SelectionSetNode
}

/** A field with the text of what must be equal in all fields of its name in the response. */
interface FieldUse {
  node: FieldNode
  type: GraphQLNamedType | undefined
  signature: string
}

export interface Merging {
  /** All fields of one name in the response have the same name, arguments and type, so that they can be merged. */
  isSure: boolean
  /** An upper bound of the pairs of fields that graphql-js compares to find out. */
  pairs: number
}

/**
 * Visits the fields of a document as the executor merges them. Each field is in one group, so the time grows with the
 * number of fields, fragments expanded, and not with the pairs of fields, as in the rule of graphql-js.
 * @param document with a limited number of fields, and without cycles of fragments
 */
export function mergeFields(schema: GraphQLSchema, document: DocumentNode): Merging {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const signatures = new Map<FieldNode, string>()
  const merging = { isSure: true, pairs: 0 }

  const signatureOf = (node: FieldNode, type: unknown): string => {
    let printed = signatures.get(node)
    if (printed === undefined) {
      const args = (node.arguments ?? []).map((argument) => print(argument)).toSorted()
      printed = `${node.name.value}(${args.join()})`
      signatures.set(node, printed)
    }
    return `${printed}:${String(type)}`
  }

  const collect = ({ type, selectionSet }: Selected, groups: Map<string, FieldUse[]>, visited: Set<string>): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined
        const name = selection.alias?.value ?? selection.name.value
        const group = groups.get(name) ?? []
        group.push({
          node: selection,
          type: field && getNamedType(field.type),
          signature: signatureOf(selection, field?.type),
        })
        groups.set(name, group)
        continue
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
      if (!fragment) continue
      if (fragment.kind === Kind.FRAGMENT_DEFINITION) {
        if (visited.has(fragment.name.value)) continue
        visited.add(fragment.name.value)
      }
      const condition = fragment.typeCondition?.name.value
      const inner = condition === undefined ? type : schema.getType(condition)
      collect({ type: inner, selectionSet: fragment.selectionSet }, groups, visited)
    }
  }

  const merge = (selected: readonly Selected[]): void => {
    const groups = new Map<string, FieldUse[]>()
    const visited = new Set<string>()
    for (const each of selected) collect(each, groups, visited)
    for (const uses of groups.values()) {
      merging.pairs += (uses.length * (uses.length - 1)) / 2
      if (uses.some(({ signature }) => signature !== uses[0]?.signature)) merging.isSure = false
      const inner = uses.flatMap(({ node: { selectionSet }, type }) => (selectionSet ? [{ type, selectionSet }] : []))
      if (inner.length > 0) merge(inner)
    }
  }

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const { operation, selectionSet } = definition
    merge([{ type: schema.getRootType(operation) ?? undefined, selectionSet }])
  }
  return merging
}
