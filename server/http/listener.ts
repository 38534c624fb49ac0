import { GraphQLError } from 'graphql'
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Admission } from '../clients/admission.ts'
import { RequestError } from '../clients/request-error.ts'
import { GRAPHQL_PATH, STATUS, type createApp } from '../graphql/app.ts'
import { corsHeaders, type OriginRule } from '../graphql/cors.ts'
import { internalErrorMessage } from '../graphql/mask-errors.ts'
import { readBody } from './body.ts'
import { limitConnections, type ConnectionLimits } from './connections.ts'
import { GRAPHIQL_CSP, graphiqlPage } from './graphiql.ts'

export interface HttpOptions extends ConnectionLimits {
  app: ReturnType<typeof createApp>
  open: Pick<OpenDatabase, 'ping' | 'isMigrated'>
  log: Log
  maxBodyBytes: number
  graphiql: boolean
  admission: Admission
  /** Decides who gets GraphiQL; default everybody. */
  authenticate?: Authenticate
  /** Other origins whose pages may send requests. */
  origins: OriginRule
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  requestId: string
  log: Log
}

/** A client that sends its headers or its body more slowly is disconnected; it is checked at the interval. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }
/** Longer than the 60 seconds after which most proxies close an idle connection: the server must not close it first. */
const KEEP_ALIVE_MS = 65_000

/**
 * Creates the HTTP server: GraphQL and GraphiQL at /graphql, the liveness probe /healthz, the readiness probe /readyz.
 * @returns a server that does not listen yet
 */
export function createHttpServer(options: HttpOptions): Server {
  const server = createServer(TIMEOUTS, (request, response) => void answer(request, response, options))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  limitConnections(server, options)
  return server
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const started = performance.now()
  const requestId = requestIdOf(request)
  const log = options.log.child({ requestId })
  response.setHeader('x-request-id', requestId)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  // Also for errors of this module, which a page could not read otherwise.
  response.setHeaders(new Map(Object.entries(corsHeaders(request.headers.origin, options.origins))))
  response.once('close', () => {
    const ms = Math.round((performance.now() - started) * 10) / 10
    log.debug({ method: request.method, path: request.url, status: response.statusCode, ms }, 'Request completed')
  })
  try {
    const url = urlOf(request)
    const exchange = { request, response, url, requestId, log }
    const route = ROUTES[url.pathname]
    if (route) await route(exchange, options)
    else fail(response, 404, 'NOT_FOUND', `This path does not exist. The GraphQL endpoint is ${GRAPHQL_PATH}.`)
  } catch (error) {
    if (error instanceof RequestError) {
      for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value)
      fail(response, error.status, error.code, error.message)
    } else if (!response.destroyed) {
      log.error({ err: error }, 'Request failed')
      fail(response, 500, 'INTERNAL_SERVER_ERROR', internalErrorMessage(requestId))
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
  { request, response, url, requestId, log }: Exchange,
  { app, authenticate, maxBodyBytes, graphiql, admission }: HttpOptions,
) {
  if (
    graphiql &&
    request.method === 'GET' &&
    !url.searchParams.has('query') &&
    request.headers.accept?.includes('text/html')
  ) {
    try {
      await authenticate?.(new Headers(headersOf(request)), admission.clientOf(request).id)
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      const code = String(error.extensions['code'])
      return fail(response, STATUS[code] ?? 400, code, error.message)
    }
    return sendGraphiql(request, response)
  }
  const { client, quota, release } = await admission.admit(request)
  response.once('close', release)
  response.setHeader('ratelimit-policy', `"requests";q=${quota.limit};w=1`)
  response.setHeader('ratelimit', `"requests";r=${quota.remaining};t=1`)
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
  await send(response, await app.fetch(fetchRequest, { requestId, log, client }), release)
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name.startsWith(':') ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/** @param release ends the counting of the operation as running: a subscription has limits of its own */
async function send(response: ServerResponse, fetchResponse: Response, release: () => void): Promise<void> {
  const { status, headers, body } = fetchResponse
  response.statusCode = status
  for (const [name, value] of headers) response.setHeader(name, value)
  if (!body) response.end()
  else if (headers.get('content-type')?.startsWith('text/event-stream')) {
    release()
    await pipeline(Readable.from(chunksOf(body)), response)
  } else response.end(Buffer.from(await fetchResponse.arrayBuffer()))
}

/** Yoga's stream has its own class, which Node.js does not accept as a web stream. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}

async function sendGraphiql(request: IncomingMessage, response: ServerResponse): Promise<void> {
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
  response.end(encoding ? page[encoding] : page.plain)
}

async function serveReadiness({ response, log }: Exchange, { open }: HttpOptions): Promise<void> {
  try {
    await open.ping()
  } catch (error) {
    log.warn({ err: error }, 'Database not reachable')
    return json(response, 503, { ready: false, reason: 'The database is not reachable.' })
  }
  if (!(await open.isMigrated())) {
    return json(response, 503, { ready: false, reason: 'The database lacks migrations. Run `npm run migrate`.' })
  }
  return json(response, 200, { ready: true })
}

const ROUTES: Record<string, (exchange: Exchange, options: HttpOptions) => Promise<void>> = {
  [GRAPHQL_PATH]: serveGraphql,
  '/readyz': serveReadiness,
  '/healthz': async ({ response }) => json(response, 200, { alive: true }),
  '/': async ({ response }) => void response.writeHead(302, { location: GRAPHQL_PATH }).end(),
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

/** Sends an error in the format of GraphQL, so that clients handle only one format. */
function fail(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) response.destroy()
  else json(response, status, { errors: [{ message, extensions: { code } }] })
}
