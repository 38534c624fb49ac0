import { Kind, visit, type DirectiveNode, type GraphQLResolveInfo, type SelectionNode } from 'graphql'

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

/** The names of the variables on which the selected fields of an operation depend. */
export function inclusionVariables({
  operation,
  fragments,
}: Pick<GraphQLResolveInfo, 'operation' | 'fragments'>): readonly string[] {
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
