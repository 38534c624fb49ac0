/** Runs one operation and returns its data. Throws an error if the response has errors. */
export type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>

interface Answer<Data> {
  data: Data
  errors?: { message: string }[]
}

const TIME_LIMIT = /^The query exceeded the time limit of the database/

/**
 * Creates a client of the GraphQL endpoint at a URL. It retries an operation that exceeded the time limit of a
 * statement, which changed nothing: on a loaded machine, waiting for the write lock can take that long.
 */
export function createClient(url: string, key?: string): Ask {
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    for (;;) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = (await response.json()) as Answer<Data>
      if (!errors) return data
      const messages = errors.map(({ message }) => message)
      if (!messages.every((message) => TIME_LIMIT.test(message))) throw new Error(messages.join('; '))
    }
  }
}
