import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { definitionOf } from '../writer/collect-fields.ts'

/** What the selections of an operation refer to. */
export interface Selecting {
  schema: GraphQLSchema
  document: DocumentNode
  variables: Record<string, unknown>
}

/** A field that an operation selects, with all its selections: fields with the same key are answered once. */
export interface SelectedField {
  key: string
  parentType: GraphQLNamedType
  /** Undefined for `__typename`. */
  field: GraphQLField<unknown, unknown> | undefined
  nodes: FieldNode[]
  selectionSets: SelectionSetNode[]
}

/** Returns the fields that are selected of an object, with those in fragments, without those that are skipped. */
export function selectedFields(
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
  { schema, document, variables }: Selecting,
): SelectedField[] {
  const fields = new Map<string, SelectedField>()
  const visited = new Set<string>()
  const collect = (parentType: GraphQLNamedType, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (isSkipped(selection, variables)) continue
      if (selection.kind === Kind.FIELD) addField(parentType, selection)
      else {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(document, selection.name.value)
        const typeName = fragment?.typeCondition?.name.value
        const fragmentType = typeName === undefined ? parentType : schema.getType(typeName)
        if (!fragment || !fragmentType) continue
        // A fragment that is spread twice at one place adds nothing.
        const spread =
          selection.kind === Kind.FRAGMENT_SPREAD ? `${parentType.name} ${selection.name.value}` : undefined
        if (spread !== undefined && visited.has(spread)) continue
        if (spread !== undefined) visited.add(spread)
        collect(fragmentType, fragment.selectionSet)
      }
    }
  }
  const addField = (parentType: GraphQLNamedType, node: FieldNode): void => {
    const key = node.alias?.value ?? node.name.value
    const place = `${parentType.name} ${key}`
    const selected = fields.get(place) ?? {
      key,
      parentType,
      field: definitionOf(parentType, node.name.value),
      nodes: [],
      selectionSets: [],
    }
    selected.nodes.push(node)
    if (node.selectionSet) selected.selectionSets.push(node.selectionSet)
    fields.set(place, selected)
  }
  for (const selectionSet of selectionSets) collect(type, selectionSet)
  return [...fields.values()]
}

function isSkipped(selection: SelectionNode, variables: Record<string, unknown>): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true ||
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] === false
  )
}

function fragmentOf(document: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  )
}
