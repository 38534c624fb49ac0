/** Runs one operation and returns its data. Throws an error if the response has errors. */
export type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>

/** Creates a client of the GraphQL endpoint at a URL. */
export function createClient(url: string, key?: string): Ask {
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] }
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
    return data
  }
}
