import type { Span } from '@opentelemetry/api'
import type { OperationTypeNode } from 'graphql'
import type { Log } from '../../database/log.ts'
import type { Context } from '../../schema/builder/context.ts'
import type { Metrics } from './metrics.ts'
import { endSpan, runBatchSpan } from './spans.ts'

const MAX_CODES = 10
/** Names of operations in GraphQL have no other characters. */
const OPERATION_NAME = /^\w{1,100}$/

/** What is known of a request when it arrives. */
interface RequestStart {
  transport: 'http' | 'websocket'
  method: string
  /** Without the query string, which may contain a whole query with its values. */
  path: string
  /** The address of the client. */
  client: string
  log: Pick<Log, 'info' | 'debug'>
  metrics?: Metrics | undefined
}

/** A part of the result of an operation that is recorded. */
interface RecordedResult {
  errors?: readonly { extensions?: Record<string, unknown> }[] | undefined
  extensions?: unknown
}

/**
 * One HTTP request, or one operation over a WebSocket. The server and the plugins of Yoga note what they learn of it;
 * at its end it becomes a line of the access log, metrics and the end of a span.
 */
export class RequestRecord {
  operationName: string | undefined
  operationType: OperationTypeNode | undefined
  cost: number | undefined
  /** The size of the response body. */
  bytes = 0
  /** Whether the request is for a probe or for GraphiQL; it is logged at debug. */
  isRoutine = false
  span: Span | undefined
  readonly #codes = new Set<string>()
  readonly #start: RequestStart
  readonly #startedAt = performance.now()
  #isFinished = false

  constructor(start: RequestStart) {
    this.#start = start
  }

  get transport(): RequestStart['transport'] {
    return this.#start.transport
  }

  get path(): string {
    return this.#start.path
  }

  /** The codes of the errors, in the order of their first occurrence. */
  get codes(): readonly string[] {
    return [...this.#codes]
  }

  /** Notes the name that the client states: it may be anything. */
  nameOperation(name: unknown): void {
    if (typeof name === 'string' && OPERATION_NAME.test(name)) this.operationName = name
  }

  addCode(code: string): void {
    if (this.#codes.size < MAX_CODES) this.#codes.add(code)
  }

  /** Notes the error codes and the cost of a result, after its errors are masked. */
  addResult({ errors = [], extensions }: RecordedResult): void {
    for (const { extensions: details } of errors) {
      const code = details?.['code']
      this.addCode(typeof code === 'string' ? code : 'UNKNOWN')
    }
    const { cost } = (extensions ?? {}) as { cost?: { cost?: unknown } }
    if (typeof cost?.cost === 'number') this.cost = cost.cost
  }

  /** Measures a batch of a loader: see `Context`. */
  readonly observeBatch: NonNullable<Context['observeBatch']> = (rank, keyCount, work) => {
    this.#start.metrics?.countBatch(rank, keyCount)
    return runBatchSpan(this.span, rank, keyCount, work)
  }

  /**
   * Writes the line of the access log; later calls do nothing.
   * @param status the HTTP status; undefined for an operation over a WebSocket
   * @param wasAborted whether the client left before it had the whole response
   */
  finish(status?: number, wasAborted = false): void {
    if (this.#isFinished) return
    this.#isFinished = true
    const { log, metrics, ...start } = this.#start
    const durationMs = Math.round((performance.now() - this.#startedAt) * 10) / 10
    const { operationName, operationType, cost, bytes, codes } = this
    const line = {
      ...start,
      ...(status !== undefined && { status }),
      ...(operationName !== undefined && { operationName }),
      ...(operationType !== undefined && { operationType }),
      ...(codes.length > 0 && { codes }),
      ...(cost !== undefined && { cost }),
      durationMs,
      ...(start.transport === 'http' && { bytes }),
      ...(wasAborted && { aborted: true }),
    }
    if (this.isRoutine) log.debug(line, 'Request completed')
    else log.info(line, 'Request completed')
    metrics?.countRequest(this, status, durationMs / 1000)
    endSpan(this.span, codes)
  }
}
