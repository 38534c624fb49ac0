import type { QueryName } from '../queries/query-name.ts'
import type { Sample } from '../samples.ts'

/** A server that is measured. */
export interface Peer {
  /** The name of the option `--peers`. */
  name: string
  title: string
  /** The queries that it answers; the text is undefined if the path names the query. */
  queries: Partial<Record<QueryName, string | undefined>>
  /** The command of its process, without the program, and additional variables of its environment. */
  args: string[]
  environment?: Record<string, string>
  /** The program that runs it; Node.js of this process by default. */
  program?: string
  /** What must exist; the message says what it is for. */
  needs?: { path: string; message: string }
  /** The path after its address, if the path names the query. */
  pathOf?: (query: QueryName) => string
  /** @param url of the running server, which can know values that the sample lacks, such as its own cursors */
  variablesOf: (query: QueryName, sample: Sample, url: string) => object | Promise<object>
}

/** Asks a server once. @throws {Error} if the answer is not 200 or has errors */
export async function ask(url: string, query: string | undefined, variables: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(60_000),
  })
  const text = await response.text()
  const { data, errors } = JSON.parse(text.startsWith('{') ? text : '{"errors":[]}') as {
    data?: unknown
    errors?: unknown
  }
  if (!response.ok || errors !== undefined) throw new Error(`${response.status}: ${text.slice(0, 500)}`)
  return data
}
