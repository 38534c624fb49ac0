/** What a service answers to one operation; its errors are thrown. */
export type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>

/**
 * A client of a service.
 * @param url where it answers
 * @param key with which it asks
 */
export function clientOf(url: string, key?: string): Ask {
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
