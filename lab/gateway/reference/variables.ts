import { print, type OperationDefinitionNode } from 'graphql'

/** Adds the variables of an operation that a text uses to those that the text declares in its first parentheses. */
export function withVariables({ variableDefinitions = [] }: OperationDefinitionNode, text: string): string {
  const declared = variableDefinitions.filter(({ variable }) => uses(text, variable.name.value))
  return text.replace(/^\((.*?)\)/, (_all, own: string) => {
    const all = [...(own === '' ? [] : [own]), ...declared.map((definition) => print(definition))]
    return all.length === 0 ? '' : `(${all.join(', ')})`
  })
}

/** Returns the values of the variables that a text uses. */
export function variablesIn(variables: Record<string, unknown>, text: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => uses(text, name)))
}

function uses(text: string, variable: string): boolean {
  return new RegExp(`\\$${variable}\\b`).test(text)
}
