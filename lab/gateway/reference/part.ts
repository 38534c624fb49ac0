import {
  buildASTSchema,
  isInterfaceType,
  isObjectType,
  parse,
  type DirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import type { Subgraph } from '../teams/team.ts'

/** One service of a supergraph, which the reference asks directly. */
export interface Part {
  name: string
  schema: GraphQLSchema
  /** Sends an operation, and notes the codes of its errors. */
  ask: (query: string, variables: Record<string, unknown>) => Promise<Record<string, unknown> | null>
  /** The codes of the errors of all answers. */
  codes: Set<string>
}

/** Makes a part of a service; its look-ups are sent once each. */
export function partOf({ name, url, sdl }: Subgraph, headers: Record<string, string> = {}): Part {
  const codes = new Set<string>()
  const answers = new Map<string, Promise<Record<string, unknown> | null>>()
  return {
    name,
    schema: buildASTSchema(parse(sdl), { assumeValidSDL: true }),
    codes,
    ask: (query, variables) => {
      const body = JSON.stringify({ query, variables })
      // The same look-up is sent once: a list can have the same object a hundred times.
      const answer = answers.get(body) ?? send(body)
      answers.set(body, answer)
      return answer
    },
  }

  async function send(body: string) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const { data, errors = [] } = (await response.json()) as {
      data?: Record<string, unknown> | null
      errors?: { message: string; extensions?: { code?: string } }[]
    }
    for (const { message, extensions } of errors) codes.add(extensions?.code ?? message)
    return data ?? null
  }
}

/** Returns a field that the part resolves itself; undefined if it does not. */
export function fieldOf({ schema }: Part, type: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const named = schema.getType(type)
  if (!isObjectType(named) && !isInterfaceType(named)) return undefined
  const field = named.getFields()[name]
  return field === undefined || directiveOf(field, 'external') ? undefined : field
}

/** The type by which a part knows objects of a type: itself, or the interface whose kinds the part does not know. */
export function knownType({ schema }: Part, type: string, interfaces: readonly string[]): string {
  const isAbstracted = (name: string) => {
    const candidate = schema.getType(name)
    return isObjectType(candidate) && directiveOf(candidate, 'interfaceObject') !== undefined
  }
  return schema.getType(type) ? type : (interfaces.find(isAbstracted) ?? type)
}

/** The fields by which a part looks objects of a type up, each a key of its own. */
export function keysOf({ schema }: Part, type: string): string[] {
  const named = schema.getType(type)
  if (!isObjectType(named) && !isInterfaceType(named)) return []
  return (named.astNode?.directives ?? []).flatMap(({ name, arguments: [fields] = [] }) =>
    name.value === 'key' && fields?.value.kind === 'StringValue' ? [fields.value.value] : [],
  )
}

/** The fields of other services that a field is made of; undefined if it needs none. */
export function requirementsOf(field: GraphQLField<unknown, unknown>): string | undefined {
  const fields = directiveOf(field, 'requires')?.arguments?.[0]?.value
  return fields?.kind === 'StringValue' ? fields.value : undefined
}

function directiveOf(
  { astNode }: GraphQLField<unknown, unknown> | GraphQLObjectType,
  name: string,
): DirectiveNode | undefined {
  return astNode?.directives?.find((directive) => directive.name.value === name)
}
