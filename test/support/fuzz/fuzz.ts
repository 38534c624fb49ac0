import type { GraphQLSchema } from 'graphql'
import { Agent, request as httpRequest } from 'node:http'
import { chanceOf } from '../random.ts'
import { faultOf } from './judge.ts'
import { OperationMaker } from './operation.ts'
import { requestOf, type FuzzAnswer, type FuzzRequest } from './request.ts'

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

export interface FuzzOptions {
  /** The address of the service. */
  origin: string
  schema: GraphQLSchema
  /** The same seed makes the same operations, apart from ids and cursors of earlier answers. */
  seeds: readonly number[]
  operationsPerSeed: number
  /** How many seeds run at the same time. */
  concurrency: number
  /** The header of a key or token, for odd seeds. */
  authorization: string
  /** Texts that no answer may contain. */
  secrets: readonly string[]
  /** Called after each seed with the number of operations so far. */
  onProgress?: (count: number) => Promise<void>
}

const MAX_KNOWN = 2_000
/** A subscription answers until the client leaves. */
const LEAVE_MS = 30
const TIMEOUT_MS = 30_000
const MAX_SHOWN = 2_000

/** Sends random operations and judges each answer: see `faultOf`. */
export async function fuzz({ schema, seeds, concurrency, onProgress, ...options }: FuzzOptions): Promise<FuzzReport> {
  const report: FuzzReport = { count: 0, statuses: {}, faults: [] }
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const waiting = [...seeds]
  const runSeeds = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const chance = chanceOf(seed)
      const known: string[] = []
      const operations = new OperationMaker(schema, chance, known)
      const authorization = seed % 2 === 1 ? options.authorization : undefined
      for (let n = 0; n < options.operationsPerSeed; n++) {
        const request = requestOf(operations.next(), chance, authorization)
        const answer = await send(options.origin, request, agent)
        report.count++
        const status = String(answer?.status ?? 'cut')
        report.statuses[status] = (report.statuses[status] ?? 0) + 1
        const what = faultOf(answer, request, options.secrets)
        if (what !== undefined) report.faults.push(describe(seed, what, request, answer))
        if (answer) remember(answer.body, known)
      }
      await onProgress?.(report.count)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, runSeeds))
  agent.destroy()
  return report
}

function describe(seed: number, what: string, request: FuzzRequest, answer: FuzzAnswer | undefined): Fault {
  const { method, path, body = '' } = request
  return {
    seed,
    what,
    request: `${method} ${path} ${body}`.slice(0, MAX_SHOWN),
    answer: (answer?.body ?? '').slice(0, MAX_SHOWN / 4),
  }
}

/** @returns undefined if the connection ended without an answer, or if the test left a subscription */
export function send(
  origin: string,
  { path, method, headers, body }: FuzzRequest,
  agent: Agent,
): Promise<FuzzAnswer | undefined> {
  return new Promise((resolve) => {
    const sent = httpRequest(`${origin}/`, { path, method, headers, agent }, (response) => {
      let text = ''
      const finish = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', finish)
      response.on('error', finish)
      if (/event-stream|multipart/.test(response.headers['content-type'] ?? '')) {
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

function remember(body: string, known: string[]): void {
  for (const [, text] of body.slice(0, 20_000).matchAll(/"(?:id|cursor|endCursor|startCursor)":"([^"]+)"/g)) {
    if (text !== undefined && known.length < MAX_KNOWN) known.push(text)
  }
}
