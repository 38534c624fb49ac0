import {
  Kind,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql'

type Variables = GraphQLResolveInfo['variableValues']

/** Whether `@skip` and `@include` keep a selection. */
export function isIncluded({ directives = [] }: SelectionNode, variables: Variables): boolean {
  return directives.every(({ name, arguments: args = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true
    const value = args.find((argument) => argument.name.value === 'if')?.value
    const condition =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value
    return condition === (name.value === 'include')
  })
}

type Operation = Pick<GraphQLResolveInfo, 'operation' | 'fragments'>

/** The names of the variables on which the selected fields of an operation depend. */
function inclusionVariables({ operation, fragments }: Operation): readonly string[] {
  const names = new Set<string>()
  const collect = {
    Directive: ({ name, arguments: args = [] }: DirectiveNode) => {
      if (name.value !== 'skip' && name.value !== 'include') return
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  }
  for (const node of [operation, ...Object.values(fragments)]) visit(node, collect)
  return [...names]
}

const variablesByOperation = new WeakMap<OperationDefinitionNode, readonly string[]>()

function variablesOf(operation: Operation): readonly string[] {
  const existing = variablesByOperation.get(operation.operation)
  if (existing) return existing
  const variables = inclusionVariables(operation)
  variablesByOperation.set(operation.operation, variables)
  return variables
}

/** The choices of the variables of `@skip` and `@include` that are kept of one operation. */
const MAX_CHOICES = 4

/** Keeps what follows from the selected fields of an operation, for as long as its document is kept. */
export class PerSelection<Value> {
  readonly #byOperation = new WeakMap<OperationDefinitionNode, Map<string, Value>>()

  /** @param create receives only the variables of `@skip` and `@include` */
  get(operation: Operation & { variableValues: Variables }, create: (choice: Variables) => Value): Value {
    const { variableValues } = operation
    const names = variablesOf(operation)
    const key = names.map((name) => String(variableValues[name])).join()
    let values = this.#byOperation.get(operation.operation)
    if (values === undefined) {
      values = new Map()
      this.#byOperation.set(operation.operation, values)
    }
    const existing = values.get(key)
    if (existing !== undefined) return existing
    const value = create(Object.fromEntries(names.map((name) => [name, variableValues[name]])))
    if (values.size >= MAX_CHOICES) values.clear()
    values.set(key, value)
    return value
  }
}

type Fragments = Record<string, FragmentDefinitionNode>

const fragmentsByDocument = new WeakMap<DocumentNode, Fragments>()

/** Returns the fragments of a document by their names. */
export function fragmentsOf(document: DocumentNode): Fragments {
  const existing = fragmentsByDocument.get(document)
  if (existing) return existing
  const definitions = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const fragments = Object.fromEntries(definitions.map((fragment) => [fragment.name.value, fragment]))
  fragmentsByDocument.set(document, fragments)
  return fragments
}
