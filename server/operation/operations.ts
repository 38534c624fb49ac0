import { normalizedExecutor } from '@graphql-tools/executor'
import { getOperationAST, GraphQLError, OperationTypeNode, type ExecutionResult } from 'graphql'
import type { CancelSignal } from '../../database/budget/cancellation.ts'
import type { Log } from '../../database/log.ts'
import type { Context } from '../../schema/builder/context.ts'
import type { Cost } from '../../schema/builder/cost.ts'
import { rateLimited } from '../../schema/builder/errors.ts'
import type { Client } from '../../schema/builder/slots.ts'
import { coerceVariables } from '../../schema/cost/coerce-variables.ts'
import { schema } from '../../schema/schema.ts'
import { writeData } from '../../schema/writer/write-data.ts'
import type { RequestRecord } from '../observe/request-record.ts'
import { runWithSpan, startOperationSpan } from '../observe/spans.ts'
import { withinSize } from './answer-size.ts'
import { contextOf, type ContextOptions } from './context.ts'
import { costExtension, costOf, withinCost, type CostRule, type Weighed } from './cost-limit.ts'
import { checkBoundsOfVariables } from './document/argument-bounds.ts'
import type { DocumentChoice } from './document/document-choice.ts'
import { Documents, type CheckedDocument } from './document/documents.ts'
import type { PersistedDocuments } from './document/persisted-documents.ts'
import { mapResults } from './map-results.ts'
import { maskError, maskErrors, withoutHttp } from './mask-errors.ts'
import { assertMayRun } from './operation-choice.ts'
import { isOfThePast } from './past.ts'
import { limitSubscription, runWithinBudget } from './request-budget.ts'
import { variablesProblem } from './variable-limits.ts'

export interface OperationOptions extends ContextOptions, CostRule {
  /** The time limit of a request, in seconds. */
  requestSeconds: number
  /** The maximum size of an answer. */
  maxAnswerBytes: number
  /** The documents that requests can name; also decides whether they may send others. */
  persisted: PersistedDocuments
}

/** An operation as a client sends it. */
export interface OperationRequest extends DocumentChoice {
  /** What runs instead: a document that this service has made of the one of the client, which still must be allowed. */
  rewritten?: string | undefined
  variables: Record<string, unknown>
  operationName: string | undefined
  method: 'GET' | 'POST'
  /** Also those of a trace, such as `traceparent`. */
  headers: Record<string, string | string[] | undefined> & { authorization?: string | undefined }
  /** Aborted when the client disconnects. */
  signal?: CancelSignal | undefined
  /** The client by its address, or by its key if that is known already. */
  client?: Client | undefined
  /** Whether the data of a query may be a `JsonText`. */
  acceptsText?: boolean | undefined
  /** Notes what the access log, the metrics and the spans need. */
  record?: RequestRecord | undefined
  log: Log
  requestId: string
}

/** An operation that may run if its variables and its cost are within the limits. */
export interface PreparedOperation extends Omit<Weighed, 'variables'> {
  definitions: CheckedDocument['definitions']
  context: Context
  request: OperationRequest
}

/** An operation within the limits; its document has only the fields to execute. */
type RunnableOperation = PreparedOperation & Weighed

export interface Answer {
  /** With masked errors; a stream for a subscription. */
  result: ExecutionResult | AsyncIterableIterator<ExecutionResult>
  /** Undefined if the operation was refused before. */
  cost?: Cost | undefined
  /** What a cache may keep: the answer to a GET request without errors, and whether it reads only past moments. */
  cacheable?: 'PAST' | 'PRESENT' | undefined
}

/**
 * Answers operations. This is the only list of what protects the service from an operation: those of plain requests,
 * those that Yoga reads, and those over WebSockets all pass it.
 */
export class Operations {
  readonly #options: OperationOptions
  readonly #documents = new Documents(schema)

  constructor(options: OperationOptions) {
    this.#options = options
  }

  async answer(request: OperationRequest): Promise<Answer> {
    try {
      const prepared = await this.prepare(request)
      if ('context' in prepared) return await this.run(prepared)
      return { result: this.finished({ errors: prepared }, request) }
    } catch (error) {
      return { result: this.failed(error, request) }
    }
  }

  /**
   * Authenticates the sender and checks the document.
   * @returns the errors of a document that is not valid
   * @throws {GraphQLError} if the sender may not read, or the document exceeds a limit
   */
  async prepare(request: OperationRequest): Promise<PreparedOperation | readonly GraphQLError[]> {
    const { operationName, record } = request
    record?.nameOperation(operationName)
    // Before the document is parsed: if reading requires a key, strangers learn nothing from errors.
    const context = await contextOf(request, this.#options)
    const text = this.#options.persisted.textOf(request)
    const checked = this.#check(request.rewritten ?? text, context.client)
    if (!('document' in checked)) return checked
    if (request.rewritten === undefined) this.#options.persisted.keep(request, text)
    const { document, definitions } = checked
    const operation = getOperationAST(document, operationName)
    assertMayRun(operation, request)
    if (record) {
      record.nameOperation(operation.name?.value)
      record.operationType = operation.operation
      record.span = startOperationSpan(request.headers, operation.operation, record.operationName)
    }
    return { schema, document, definitions, operation, context, request }
  }

  /** Runs an operation. Errors are part of its result. */
  async run(prepared: PreparedOperation): Promise<Answer> {
    const { context, request, operation } = prepared
    try {
      const problems = problemsOfVariables(prepared)
      if (problems.length > 0) return { result: this.finished({ errors: problems }, request) }
      const weighed = { ...prepared, variables: coerceVariables(schema, operation, request.variables) }
      const cost = costOf(weighed, this.#options)
      context.cost = cost
      const executable = withinCost(weighed, cost)
      if (executable instanceof GraphQLError) return { result: this.finished({ errors: [executable] }, request), cost }
      const run = { ...weighed, ...executable }
      if (operation.operation === OperationTypeNode.SUBSCRIPTION) return { result: await this.#subscribe(run), cost }
      const result = withinSize(await this.#execute(run, cost), this.#options.maxAnswerBytes)
      const extensions = { ...result.extensions, ...costExtension(cost) }
      const finished = this.finished({ ...result, extensions }, request)
      const isCacheable = request.method === 'GET' && finished.data && !finished.errors
      return { result: finished, cost, ...(isCacheable && { cacheable: isOfThePast(weighed) ? 'PAST' : 'PRESENT' }) }
    } catch (error) {
      return { result: this.failed(error, request) }
    }
  }

  /** The text of the persisted document that a request names, if there is one. */
  findDocument(choice: DocumentChoice): string | undefined {
    return this.#options.persisted.find(choice)
  }

  /** The result of an operation that could not run. */
  failed(error: unknown, { log, requestId, record }: OperationRequest): ExecutionResult {
    const result = { errors: [maskError(error, log, requestId)] }
    record?.addResult(result)
    return result
  }

  /** Charges the client with the time that parsing and validating take of the event loop. */
  #check(query: string, client: Client | undefined): CheckedDocument | readonly GraphQLError[] {
    const startedAt = performance.now()
    try {
      return this.#documents.check(query)
    } finally {
      if (client) this.#options.clientLimits?.charge(client, performance.now() - startedAt)
    }
  }

  async #execute(prepared: RunnableOperation, cost: Cost): Promise<ExecutionResult> {
    const { context, request } = prepared
    const refusal = context.client && (await this.#options.clientLimits?.spend(context.client, cost.cost))
    if (refusal) return { errors: [rateLimited(refusal.message, refusal.retryAfterSeconds)] }
    const execute = () => this.#resolve(prepared)
    const span = request.record?.span
    const { requestSeconds } = this.#options
    return runWithinBudget(context, requestSeconds, this.#options, () =>
      span ? runWithSpan(span, execute) : execute(),
    )
  }

  #resolve(prepared: RunnableOperation): Promise<ExecutionResult> {
    const { request, operation } = prepared
    if (request.acceptsText !== true || operation.operation !== OperationTypeNode.QUERY) {
      return normalizedExecutor(executionArgs(prepared)) as Promise<ExecutionResult>
    }
    return writeData({ ...prepared, maxLength: this.#options.maxAnswerBytes })
  }

  /** The cost limit applies to the delivery of each change. */
  async #subscribe(prepared: PreparedOperation): Promise<Answer['result']> {
    const { context, request } = prepared
    limitSubscription(context, this.#options)
    const result = await normalizedExecutor(executionArgs(prepared))
    if (!(Symbol.asyncIterator in result)) return this.finished(result, request)
    const { record } = request
    return mapResults(result, {
      map: (each) => withoutHttp(this.finished(withinSize(each, this.#options.maxAnswerBytes), request)),
      failed: (error) => withoutHttp(this.failed(error, request)),
      // The HTTP server finishes the record of a subscription over SSE when the response ends.
      onEnd: () => void (record?.transport === 'websocket' && record.finish()),
    })
  }

  /** Masks the errors of a result, and notes them. */
  finished(result: ExecutionResult, { log, requestId, record }: OperationRequest): ExecutionResult {
    const masked = result.errors ? maskErrors(result, log, requestId) : result
    record?.addResult(masked)
    return masked
  }
}

function problemsOfVariables({ request, definitions, operation, context }: PreparedOperation): GraphQLError[] {
  const { variables } = request
  const problem = variablesProblem(variables, { hasCaller: context.caller !== undefined })
  return problem ? [problem] : checkBoundsOfVariables(definitions, operation, variables)
}

function executionArgs({ document, context, request }: PreparedOperation) {
  const { variables, operationName } = request
  return { schema, document, contextValue: context, variableValues: variables, operationName }
}
