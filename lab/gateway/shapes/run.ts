import type { Gateway } from '../gateways.ts'
import type { Shape } from './shape.ts'

export interface Answered {
  data: unknown
  /** The codes of the errors, or their messages; sorted, each once. */
  errors: string[]
}

/** Sends a shape to a gateway. */
export async function send(
  { url }: Gateway,
  { query, variables = {} }: Pick<Shape, 'query' | 'variables'>,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const { data = null, errors = [] } = (await response.json()) as {
    data?: unknown
    errors?: { message: string; extensions?: { code?: string } }[]
  }
  const codes = errors.map(({ message, extensions }) => extensions?.code ?? message)
  return { data, errors: [...new Set(codes)].toSorted() }
}
