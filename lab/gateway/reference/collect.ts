import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { inline, type Fragments } from './project.ts'

/** Returns the document without what `@skip` and `@include` exclude, and without these directives. */
export function withoutExcluded(document: DocumentNode, variables: Record<string, unknown>): DocumentNode {
  const edit = (node: SelectionNode) => {
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables)
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variables)
    if (skip?.['if'] === true || include?.['if'] === false) return null
    const directives = node.directives?.filter(({ name }) => !['skip', 'include'].includes(name.value))
    return directives?.length === node.directives?.length ? undefined : { ...node, directives }
  }
  return visit(document, { Field: edit, InlineFragment: edit, FragmentSpread: edit })
}

/** Returns the fields that a selection has for objects of a type, by their keys in the answer. */
export function collect(
  api: GraphQLSchema,
  type: string,
  selectionSets: readonly SelectionSetNode[],
  fragments: Fragments,
  fields = new Map<string, FieldNode>(),
): Map<string, FieldNode> {
  for (const selection of selectionSets.flatMap(({ selections }) => selections)) {
    const node = inline(selection, fragments)
    if (node.kind === Kind.FIELD) {
      const key = (node.alias ?? node.name).value
      fields.set(key, merged(fields.get(key), node))
    } else if (node.typeCondition === undefined || isOf(api, type, node.typeCondition.name.value)) {
      collect(api, type, [node.selectionSet], fragments, fields)
    }
  }
  return fields
}

/** Two fields of one key have one answer, with what both select. */
function merged(first: FieldNode | undefined, second: FieldNode): FieldNode {
  if (!first?.selectionSet || !second.selectionSet) return first ?? second
  const selections = [...first.selectionSet.selections, ...second.selectionSet.selections]
  return { ...first, selectionSet: { kind: Kind.SELECTION_SET, selections } }
}

function isOf(api: GraphQLSchema, type: string, condition: string): boolean {
  const [object, abstract] = [api.getType(type), api.getType(condition)]
  return type === condition || (isObjectType(object) && isAbstractType(abstract) && api.isSubType(abstract, object))
}
