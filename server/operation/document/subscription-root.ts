import { Kind, OperationTypeNode, type ASTVisitor, type ValidationContext } from 'graphql'
import { clientError } from '../../../schema/builder/errors.ts'

/** The directives that can leave out a selection. */
const CONDITIONS = ['skip', 'include']

/**
 * A validation rule: the field of a subscription must not be left out, because the executor expects that there is one.
 * It is in the GraphQL specification (5.2.4.1), but not in graphql-js 16. It comes before the rules of graphql-js.
 * @throws {GraphQLError} GRAPHQL_VALIDATION_FAILED
 */
export function UnconditionalSubscriptionRootRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: (operation) => {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return
      const visited = new Set<string>()
      const pending = [...operation.selectionSet.selections]
      for (let selection = pending.pop(); selection !== undefined; selection = pending.pop()) {
        const condition = selection.directives?.find(({ name }) => CONDITIONS.includes(name.value))
        if (condition) {
          const message = `The field of a subscription must not have the directive @${condition.name.value}. Remove it.`
          // Not reported: a rule of graphql-js that follows would throw because it has no variables.
          throw clientError('GRAPHQL_VALIDATION_FAILED', message)
        }
        if (selection.kind === Kind.INLINE_FRAGMENT) pending.push(...selection.selectionSet.selections)
        if (selection.kind !== Kind.FRAGMENT_SPREAD || visited.has(selection.name.value)) continue
        visited.add(selection.name.value)
        pending.push(...(context.getFragment(selection.name.value)?.selectionSet.selections ?? []))
      }
    },
  }
}
