import { context, propagation, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api'
import { stageName } from './stage-name.ts'

/**
 * Spans through the API of OpenTelemetry. It does nothing until an operator loads an SDK with `node --import`; see
 * docs/operations.md.
 */
const tracer = trace.getTracer('dateline')

/**
 * Starts the span of an operation, below the span of the client (header `traceparent`) or of the HTTP instrumentation.
 * @param headers the headers of the request
 * @param type query, mutation or subscription
 */
export function startOperationSpan(
  headers: Record<string, string | string[] | undefined>,
  type: string,
  name: string | undefined,
): Span {
  const active = context.active()
  const parent = trace.getSpan(active)
    ? active
    : propagation.extract<typeof headers>(active, headers, {
        get: (carrier, key) => carrier[key],
        keys: Object.keys,
      })
  return tracer.startSpan(
    name === undefined ? type : `${type} ${name}`,
    {
      kind: SpanKind.SERVER,
      attributes: {
        'graphql.operation.type': type,
        ...(name !== undefined && { 'graphql.operation.name': name }),
      },
    },
    parent,
  )
}

/** Runs work with a span as the active one, so that instrumentation of the database driver finds its parent. */
export function runWithSpan<Result>(span: Span, work: () => Result): Result {
  return span.isRecording() ? context.with(contextOf(span), work) : work()
}

/** Ends the span of an operation, as failed if there are error codes. */
export function endSpan(span: Span | undefined, codes: readonly string[]): void {
  if (span === undefined) return
  if (codes.length > 0) {
    span.setAttribute('dateline.error_codes', [...codes])
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end()
}

/**
 * Runs a batch of statements of one loader in a span below that of the operation.
 * @param rank the load stage of the loader
 */
export async function runBatchSpan<Value>(
  operation: Span | undefined,
  rank: number,
  keyCount: number,
  work: () => Promise<Value>,
): Promise<Value> {
  if (operation === undefined || !operation.isRecording()) return work()
  const attributes = { 'dateline.stage': stageName(rank), 'dateline.key_count': keyCount }
  const span = tracer.startSpan(`load ${stageName(rank)}`, { attributes }, contextOf(operation))
  try {
    return await context.with(contextOf(span), work)
  } catch (error) {
    // Without the message, which has the statement and its parameters.
    span.setStatus({ code: SpanStatusCode.ERROR })
    throw error
  } finally {
    span.end()
  }
}

function contextOf(span: Span): Context {
  return trace.setSpan(context.active(), span)
}
