import {
  propagation,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type SpanContext,
  type SpanOptions,
  type SpanStatus,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api'
import { afterEach, expect } from 'vitest'
import { listen, type Listener } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

/** The smallest implementation of the API that an SDK would register: it keeps the spans. */
class KeptSpan implements Span {
  readonly name: string
  readonly parentId: string | undefined
  attributes: Attributes
  status: SpanStatus | undefined
  hasEnded = false
  readonly #context: SpanContext

  constructor(name: string, options: SpanOptions, parent: SpanContext | undefined, spanId: string) {
    this.name = name
    this.attributes = { ...options.attributes }
    this.parentId = parent?.spanId
    this.#context = { traceId: parent?.traceId ?? 'f'.repeat(32), spanId, traceFlags: TraceFlags.SAMPLED }
  }

  spanContext = () => this.#context
  isRecording = () => !this.hasEnded
  setAttribute(key: string, value: Attributes[string]) {
    this.attributes = { ...this.attributes, [key]: value }
    return this
  }
  setAttributes(attributes: Attributes) {
    this.attributes = { ...this.attributes, ...attributes }
    return this
  }
  setStatus(status: SpanStatus) {
    this.status = status
    return this
  }
  end() {
    this.hasEnded = true
  }
  addEvent = () => this
  addLink = () => this
  addLinks = () => this
  updateName = () => this
  recordException = () => undefined
}

class KeepingTracer implements Tracer {
  readonly spans: KeptSpan[] = []

  startSpan(name: string, options: SpanOptions = {}, context: Context = ROOT_CONTEXT): KeptSpan {
    const spanId = String(this.spans.length + 1).padStart(16, '0')
    const span = new KeptSpan(name, options, trace.getSpanContext(context), spanId)
    this.spans.push(span)
    return span
  }

  startActiveSpan(): never {
    throw new Error('Dateline starts spans below explicit parents.')
  }
}

/** Reads the header `traceparent` (W3C Trace Context). */
const traceparent: TextMapPropagator = {
  inject: () => undefined,
  fields: () => ['traceparent'],
  extract: (context, carrier, getter) => {
    const [, traceId, spanId] = String(getter.get(carrier, 'traceparent')).split('-')
    if (traceId === undefined || spanId === undefined) return context
    return trace.setSpanContext(context, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true })
  },
}

const listeners: Listener[] = []
afterEach(async () => {
  trace.disable()
  propagation.disable()
  await Promise.all(listeners.splice(0).map((listener) => listener.close()))
})

async function ask(origin: string, query: string, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  await response.json()
}

test('an operation is a span below that of the client, with one span for each batch of statements', async ({
  seeded,
}) => {
  const tracer = new KeepingTracer()
  trace.setGlobalTracerProvider({ getTracer: () => tracer })
  propagation.setGlobalPropagator(traceparent)
  const listener = await listen(seeded)
  listeners.push(listener)
  const traceId = 'a1'.repeat(16)
  await ask(listener.origin, 'query Calls { phoneCalls { nodes { participations { actor { name } } } } }', {
    traceparent: `00-${traceId}-00000000000000bb-01`,
  })
  await expect.poll(() => tracer.spans.every(({ hasEnded }) => hasEnded), { timeout: 60_000 }).toBe(true)
  const [operation, ...batches] = tracer.spans
  expect(operation).toMatchObject({
    name: 'query Calls',
    parentId: '00000000000000bb',
    attributes: { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Calls' },
    status: undefined,
  })
  expect(batches.map(({ name }) => name)).toEqual(['load ROOT', 'load PART_OF_EVENT', 'load ACTOR'])
  for (const batch of batches) {
    expect(batch.parentId).toBe(operation?.spanContext().spanId)
    expect(batch.spanContext().traceId).toBe(traceId)
    expect(batch.attributes['dateline.key_count']).toBeGreaterThan(0)
  }

  await ask(listener.origin, '{ events(first: 1000) { totalCount } }')
  await expect.poll(() => tracer.spans.at(-1)?.hasEnded, { timeout: 60_000 }).toBe(true)
  expect(tracer.spans.at(-1)).toMatchObject({
    name: 'query',
    status: { code: 2 },
    attributes: { 'dateline.error_codes': ['BAD_USER_INPUT'] },
  })
})
