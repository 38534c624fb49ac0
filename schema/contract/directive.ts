import { Kind, type ConstDirectiveNode, type ConstValueNode } from 'graphql'

type Argument = string | number | boolean | readonly Argument[]

/** Makes a directive of the schema definition language, such as `@key(fields: "id")`. */
export function directive(name: string, args: Readonly<Record<string, Argument>> = {}): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(args).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value: literalOf(value),
    })),
  }
}

function literalOf(value: Argument): ConstValueNode {
  if (typeof value === 'string') return { kind: Kind.STRING, value }
  if (typeof value === 'number') return { kind: Kind.INT, value: String(value) }
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value }
  return { kind: Kind.LIST, values: value.map((item) => literalOf(item)) }
}
