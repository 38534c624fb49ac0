import type { GraphQLSchema } from 'graphql'
import { Agent, request as httpRequest } from 'node:http'
import { chanceOf } from '../random.ts'
import { OperationMaker } from './operation.ts'
import { requestOf, type FuzzRequest } from './request.ts'

/** An answer that the service must not give. */
interface Fault {
  seed: number
  what: string
  /** The method, path and body, shortened. */
  request: string
  answer: string
}

export interface FuzzReport {
  count: number
  /** The number of answers by HTTP status; `cut` if the connection ended without one. */
  statuses: Record<string, number>
  faults: Fault[]
}

interface Answer {
  status: number
  type: string
  body: string
}

/** Texts of the inside of the service, which no answer may contain. */
const LEAKS =
  /node_modules|\bat \S+ \(|\.ts:\d+|drizzle|Failed query|select "|\$1\b|PGlite|pg_catalog|ECONNREFUSED|\/dist\//

const MAX_KNOWN = 2_000
/** A subscription answers until the client leaves. */
const LEAVE_MS = 30
const TIMEOUT_MS = 30_000
const MAX_SHOWN = 2_000

/**
 * Sends random operations and judges each answer: it has no status of 5xx but 503, its errors have codes, and it
 * contains nothing of the inside of the service.
 * @param origin the address of the service
 * @param seeds the same seed makes the same operations, apart from ids and cursors of earlier answers
 * @param concurrency how many seeds run at the same time
 */
export async function fuzz(
  origin: string,
  schema: GraphQLSchema,
  seeds: readonly number[],
  operationsPerSeed: number,
  concurrency: number,
): Promise<FuzzReport> {
  const report: FuzzReport = { count: 0, statuses: {}, faults: [] }
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const waiting = [...seeds]
  const runSeeds = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const chance = chanceOf(seed)
      const known: string[] = []
      const operations = new OperationMaker(schema, chance, known)
      for (let n = 0; n < operationsPerSeed; n++) {
        const request = requestOf(operations.next(), chance)
        const answer = await send(origin, request, agent)
        report.count++
        const status = String(answer?.status ?? 'cut')
        report.statuses[status] = (report.statuses[status] ?? 0) + 1
        const what = faultOf(answer, request)
        if (what !== undefined) report.faults.push(describe(seed, what, request, answer))
        if (answer) remember(answer.body, known)
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, runSeeds))
  agent.destroy()
  return report
}

function describe(seed: number, what: string, request: FuzzRequest, answer: Answer | undefined): Fault {
  const { method, path, body = '' } = request
  return {
    seed,
    what,
    request: `${method} ${path} ${body}`.slice(0, MAX_SHOWN),
    answer: (answer?.body ?? '').slice(0, MAX_SHOWN / 4),
  }
}

/** @returns undefined if the connection ended without an answer, or if the test left a subscription */
function send(origin: string, { path, method, headers, body }: FuzzRequest, agent: Agent): Promise<Answer | undefined> {
  const isSubscription = headers['accept'] === 'text/event-stream'
  return new Promise((resolve) => {
    const sent = httpRequest(`${origin}/`, { path, method, headers, agent }, (response) => {
      let text = ''
      const finish = () =>
        resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']), body: text })
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', finish)
      response.on('error', finish)
      if (isSubscription) {
        setTimeout(() => {
          finish()
          sent.destroy()
        }, LEAVE_MS)
      }
    })
    sent.setTimeout(TIMEOUT_MS, () => sent.destroy())
    sent.on('error', () => resolve(undefined))
    sent.end(body)
  })
}

function faultOf(answer: Answer | undefined, { method }: FuzzRequest): string | undefined {
  if (answer === undefined) return 'no answer'
  const { status, type, body } = answer
  if (status >= 500 && status !== 503) return `status ${status}`
  if (status === 0) return 'no status'
  const leak = LEAKS.exec(body)?.[0]
  // Ids and descriptions of the schema may contain such words; messages may not.
  if (leak !== undefined && body.includes('"errors"')) {
    const messages = errorsOf(body).map(({ message }) => message)
    if (messages.some((message) => LEAKS.test(message))) return `leak of ${leak}`
  }
  if (!/json/.test(type) || method === 'HEAD' || method === 'OPTIONS') return undefined
  const codes = errorsOf(body).map(({ extensions }) => extensions?.code)
  if (codes.includes(undefined)) return 'an error without a code'
  if (codes.includes('INTERNAL_SERVER_ERROR')) return 'an internal error'
  return undefined
}

interface AnsweredError {
  message: string
  extensions?: { code?: string }
}

function errorsOf(body: string): AnsweredError[] {
  try {
    const { errors = [] } = JSON.parse(body) as { errors?: AnsweredError[] }
    return errors
  } catch {
    return []
  }
}

function remember(body: string, known: string[]): void {
  for (const [, text] of body.slice(0, 20_000).matchAll(/"(?:id|cursor|endCursor|startCursor)":"([^"]+)"/g)) {
    if (text !== undefined && known.length < MAX_KNOWN) known.push(text)
  }
}
