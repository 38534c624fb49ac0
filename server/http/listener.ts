import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { GRAPHQL_PATH, type createApp } from '../graphql/app.ts'
import { internalErrorMessage } from '../graphql/mask-errors.ts'
import type { Metrics } from '../observe/metrics.ts'
import { RequestRecord } from '../observe/request-record.ts'
import { readBody, RequestError } from './body.ts'
import { GRAPHIQL_CSP, graphiqlPage } from './graphiql.ts'

export interface HttpOptions {
  app: ReturnType<typeof createApp>
  open: Pick<OpenDatabase, 'ping' | 'migrationState'>
  log: Log
  maxBodyBytes: number
  graphiql: boolean
  metrics?: Metrics | undefined
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  requestId: string
  log: Log
  record: RequestRecord
}

/**
 * Creates the HTTP server: GraphQL and GraphiQL at /graphql, the liveness probe /healthz, the readiness probe /readyz.
 * @param server the server that answered while the service was starting. Default: a new one, which does not listen yet
 */
export function createHttpServer(options: HttpOptions, server = createServer()): Server {
  server.removeAllListeners('request')
  server.on('request', (request, response) => void answer(request, response, options))
  server.requestTimeout = 30_000
  server.headersTimeout = 15_000
  server.keepAliveTimeout = 65_000
  return server
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const requestId = requestIdOf(request)
  const log = options.log.child({ requestId })
  response.setHeader('x-request-id', requestId)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  const record = new RequestRecord({
    transport: 'http',
    method: request.method ?? 'GET',
    path: (request.url ?? '/').replace(/[?#].*/s, ''),
    client: request.socket.remoteAddress ?? '',
    log,
    metrics: options.metrics,
  })
  record.isRoutine = PROBES.has(record.path)
  response.once('close', () => record.finish(response.statusCode, !response.writableFinished))
  try {
    const url = urlOf(request)
    const exchange = { request, response, url, requestId, log, record }
    const route = ROUTES[url.pathname]
    if (route) await route(exchange, options)
    else fail(response, record, 404, 'NOT_FOUND', `This path does not exist. The GraphQL endpoint is ${GRAPHQL_PATH}.`)
  } catch (error) {
    if (error instanceof RequestError) fail(response, record, error.status, error.code, error.message)
    else if (!response.destroyed) {
      log.error({ err: error }, 'Request failed')
      fail(response, record, 500, 'INTERNAL_SERVER_ERROR', internalErrorMessage(requestId))
    }
  }
}

/** Accepts the client's request id if it is safe to log. */
function requestIdOf({ headers }: IncomingMessage): string {
  const requestId = headers['x-request-id']
  return typeof requestId === 'string' && /^[\w.-]{1,128}$/.test(requestId) ? requestId : randomUUID()
}

function urlOf({ url = '/', headers }: IncomingMessage): URL {
  const base = `http://${headers.host ?? 'localhost'}`
  if (!URL.canParse(url, base)) {
    const received = JSON.stringify(url.slice(0, 80))
    throw new RequestError(400, 'BAD_USER_INPUT', `The request target must be a valid path; got ${received}.`)
  }
  return new URL(url, base)
}

async function serveGraphql(
  { request, response, url, requestId, log, record }: Exchange,
  { app, maxBodyBytes, graphiql }: HttpOptions,
) {
  if (
    graphiql &&
    request.method === 'GET' &&
    !url.searchParams.has('query') &&
    request.headers.accept?.includes('text/html')
  ) {
    return sendGraphiql(request, response, record)
  }
  const body = await readBody(request, maxBodyBytes)
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  const method = request.method ?? 'GET'
  const fetchRequest = new app.fetchAPI.Request(url.href, {
    method,
    headers: headersOf(request),
    signal: closed.signal,
    ...(body.length > 0 && method !== 'GET' && method !== 'HEAD' && { body: new Uint8Array(body) }),
  })
  const client = request.socket.remoteAddress ?? ''
  await send(response, record, await app.fetch(fetchRequest, { requestId, log, client, record }))
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name.startsWith(':') ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

async function send(response: ServerResponse, record: RequestRecord, fetchResponse: Response): Promise<void> {
  const { status, headers, body } = fetchResponse
  response.statusCode = status
  for (const [name, value] of headers) response.setHeader(name, value)
  if (!body) response.end()
  else if (headers.get('content-type')?.startsWith('text/event-stream')) {
    await pipeline(Readable.from(chunksOf(body, record)), response)
  } else end(response, record, Buffer.from(await fetchResponse.arrayBuffer()))
}

/** Yoga's stream has its own class, which Node.js does not accept as a web stream. */
async function* chunksOf(body: ReadableStream<Uint8Array>, record: RequestRecord): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      record.bytes += value.length
      yield value
    }
  } finally {
    await reader.cancel()
  }
}

async function sendGraphiql(request: IncomingMessage, response: ServerResponse, record: RequestRecord): Promise<void> {
  record.isRoutine = true
  const page = await graphiqlPage()
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined
  response.setHeader('etag', page.etag)
  response.setHeader('cache-control', 'private, no-cache')
  response.setHeader('vary', 'accept, accept-encoding')
  if (request.headers['if-none-match'] === page.etag) {
    response.writeHead(304).end()
    return
  }
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-security-policy', GRAPHIQL_CSP)
  if (encoding) response.setHeader('content-encoding', encoding)
  end(response, record, encoding ? page[encoding] : page.plain)
}

const UNREADY_REASONS = {
  current: undefined,
  missing: 'The database lacks migrations. Run `npm run migrate`.',
  newer: 'A newer version of Dateline has migrated the database. Start that version.',
}

async function serveReadiness({ response, record, log }: Exchange, { open }: HttpOptions): Promise<void> {
  try {
    await open.ping()
    const reason = UNREADY_REASONS[await open.migrationState()]
    if (reason === undefined) return json(response, record, 200, { ready: true })
    return json(response, record, 503, { ready: false, reason })
  } catch (error) {
    log.warn({ err: error }, 'Database not reachable')
    return json(response, record, 503, { ready: false, reason: 'The database is not reachable.' })
  }
}

const PROBES = new Set(['/healthz', '/readyz'])

const ROUTES: Record<string, (exchange: Exchange, options: HttpOptions) => Promise<void>> = {
  [GRAPHQL_PATH]: serveGraphql,
  '/readyz': serveReadiness,
  '/healthz': async ({ response, record }) => json(response, record, 200, { alive: true }),
  '/': async ({ response }) => void response.writeHead(302, { location: GRAPHQL_PATH }).end(),
}

function json(response: ServerResponse, record: RequestRecord, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  end(response, record, Buffer.from(JSON.stringify(value)))
}

function end(response: ServerResponse, record: RequestRecord, body: Buffer): void {
  record.bytes += body.length
  response.end(body)
}

/** Sends an error in the format of GraphQL, so that clients handle only one format. */
function fail(response: ServerResponse, record: RequestRecord, status: number, code: string, message: string): void {
  record.addCode(code)
  if (response.headersSent) response.destroy()
  else json(response, record, status, { errors: [{ message, extensions: { code } }] })
}
