import { request, type Agent } from 'node:http'
import type { Case, Target } from './case.ts'

const TIMEOUT_MS = 20_000
const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
}

export interface Sent {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** The name of a key or token. */
  credential?: string
  /** Leaves after this time without waiting for the answer. */
  leaveAfterMs?: number
  /** Keeps the connections. Default: a new one for each request. */
  agent?: Agent
}

/** Sends an HTTP request and returns its outcome. */
export function send(target: Target, sent: Sent): Promise<string> {
  const { method = 'POST', path = '/graphql', body = '', credential, leaveAfterMs, agent = false } = sent
  const { host, port, localAddress, credentials } = target
  const authorization = credential === undefined ? undefined : credentials[credential]
  const headers = {
    ...JSON_HEADERS,
    ...(body.length > 0 && { 'content-length': String(Buffer.byteLength(body)) }),
    ...(authorization !== undefined && { authorization }),
    ...sent.headers,
  }
  return new Promise((resolve) => {
    const sending = request({ host, port, localAddress, agent, method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => void chunks.push(chunk))
      response.on('end', () => resolve(outcomeOf(response.statusCode ?? 0, Buffer.concat(chunks).toString())))
      response.on('error', () => resolve('closed'))
    })
    const leave = (outcome: string) => {
      resolve(outcome)
      sending.destroy()
    }
    sending.setTimeout(TIMEOUT_MS, () => leave('waiting'))
    if (leaveAfterMs !== undefined) setTimeout(() => leave('left'), leaveAfterMs)
    sending.on('error', () => resolve('closed'))
    sending.end(body)
  })
}

function outcomeOf(status: number, body: string): string {
  try {
    const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] }
    if (errors) return `${status} ${errors[0]?.extensions?.code ?? 'NO_CODE'}`
  } catch {
    // Pages and empty answers have no errors.
  }
  return String(status)
}

/** An HTTP request as a case. */
export function http(name: string, expected: readonly string[], sent: Sent): Case {
  return { name, expected, run: (target) => send(target, sent) }
}

/** HTTP requests at once as a case. */
export function together(name: string, expected: readonly string[], count: number, sentOf: (n: number) => Sent): Case {
  return {
    name,
    expected,
    requests: count,
    run: async (target) => {
      const outcomes = await Promise.all(Array.from({ length: count }, (_, n) => send(target, sentOf(n))))
      return [...new Set(outcomes)].toSorted().join(', ')
    },
  }
}

/** An operation as a case. */
export function operation(
  name: string,
  expected: readonly string[],
  query: string,
  variables?: Record<string, unknown>,
  sent: Sent = {},
): Case {
  return http(name, expected, { ...sent, body: JSON.stringify({ query, variables }) })
}

/** A query of events by a filter. */
const BY_FILTER = 'query ($where: EventWhere) { events(first: 1, where: $where) { totalCount nodes { id } } }'

/** A filter of events as a case. */
export function filter(name: string, expected: readonly string[], where: unknown): Case {
  return operation(name, expected, BY_FILTER, { where })
}
