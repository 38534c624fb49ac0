/** Sends an operation and returns its data. */
export type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>

interface Connection<Node> {
  list: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}

/**
 * Reads all pages of a list of events.
 * @param selection the fields of an event
 * @param fragments those that the selection names
 */
export async function readEvents<Node>(ask: Ask, where: object, selection: string, fragments = ''): Promise<Node[]> {
  const nodes: Node[] = []
  const query = `query ($where: EventWhere, $after: String) {
    list: events(where: $where, first: 100, after: $after, orderBy: OCCURRED_ASC) {
      nodes { ${selection} } pageInfo { hasNextPage endCursor } } } ${fragments}`
  for (let after: string | null = null; ;) {
    const { list }: Connection<Node> = await ask<Connection<Node>>(query, { where, after })
    nodes.push(...list.nodes)
    if (!list.pageInfo.hasNextPage) return nodes
    after = list.pageInfo.endCursor
  }
}

/** Asks over HTTP. */
export function askAt(url: string): Ask {
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await postTwice(url, JSON.stringify({ query, variables }))
    const answer = (await response.json()) as { data?: Data; errors?: { message: string }[] }
    if (answer.errors || answer.data === undefined) throw new Error(`${answer.errors?.[0]?.message}\n${query}`)
    return answer.data
  }
}

/** Retries once: while the oracle computes, the service closes the idle connection that `fetch` uses again. */
async function postTwice(url: string, body: string): Promise<Response> {
  const post = () => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return post().catch(post)
}

/** A filter of all events of datasets, without the defaults of lists. */
export async function everyEventOf(ask: Ask, dataset: string[]): Promise<Record<string, unknown>> {
  const axes = { realis: 'Realis', polarity: 'Polarity', certainty: 'Certainty' }
  const entries = Object.entries(axes).map(async ([field, name]) => {
    const { __type: type } = await ask<{ __type: { enumValues: { name: string }[] } }>(
      'query ($name: String!) { __type(name: $name) { enumValues { name } } }',
      { name },
    )
    return [field, type.enumValues.map((value) => value.name)]
  })
  return { dataset, ...(Object.fromEntries(await Promise.all(entries)) as object) }
}
