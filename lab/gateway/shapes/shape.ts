/** What a query asks of a gateway; the groups of the table of results. */
export type Group =
  | 'from Dateline to the team'
  | 'from the team to Dateline'
  | 'interfaces and unions'
  | 'fields with @requires'
  | 'arguments, aliases, fragments'
  | 'lists, counts, changes'
  | 'moments'
  | 'absent objects'
  | 'errors'
  | 'writes'

/** A query to a gateway, whose answer is compared with what the services answer when they are asked directly. */
export interface Shape {
  name: string
  group: Group
  query: string
  variables?: Record<string, unknown>
}

/** Writes the shapes of a group, by their names. */
export function shapes(group: Group, queries: Record<string, string | [string, Record<string, unknown>]>): Shape[] {
  return Object.entries(queries).map(([name, text]) => {
    const [query, variables] = typeof text === 'string' ? [text, undefined] : text
    return { name, group, query, ...(variables && { variables }) }
  })
}
