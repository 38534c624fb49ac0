import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { GRAPHQL_PATH, type createApp } from '../graphql/app.ts'
import { readBody, RequestError } from './body.ts'
import { GRAPHIQL_CSP, graphiqlPage } from './graphiql.ts'

export interface HttpOptions {
  app: ReturnType<typeof createApp>
  open: Pick<OpenDatabase, 'ping' | 'isMigrated'>
  log: Log
  maxBodyBytes: number
  graphiql: boolean
}

/** One request on its way through the listener. */
interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  requestId: string
  log: Log
}

/**
 * The listener: GraphQL and GraphiQL at /graphql, whether it is alive at /healthz, whether it can serve at /readyz.
 * @param options what it stands in front of
 * @returns a server that does not listen yet
 */
export function createHttpServer(options: HttpOptions): Server {
  const server = createServer((request, response) => void answer(request, response, options))
  server.requestTimeout = 30_000
  server.headersTimeout = 15_000
  server.keepAliveTimeout = 65_000
  return server
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const started = performance.now()
  const requestId = requestIdOf(request)
  const log = options.log.child({ requestId })
  response.setHeader('x-request-id', requestId)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.once('close', () => {
    const ms = Math.round((performance.now() - started) * 10) / 10
    log.debug({ method: request.method, path: request.url, status: response.statusCode, ms }, 'Answered')
  })
  try {
    const url = urlOf(request)
    const exchange = { request, response, url, requestId, log }
    const route = ROUTES[url.pathname]
    if (route) await route(exchange, options)
    else fail(response, 404, 'NOT_FOUND', `There is nothing here. The service answers at ${GRAPHQL_PATH}.`)
  } catch (error) {
    if (error instanceof RequestError) fail(response, error.status, error.code, error.message)
    else if (!response.destroyed) {
      log.error({ err: error }, 'A request failed')
      fail(
        response,
        500,
        'INTERNAL_SERVER_ERROR',
        `Something went wrong on our side. Tell us the request id ${requestId}.`,
      )
    }
  }
}

/** A client may name its request, as long as the name is harmless in a log. */
function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,128}$/.test(given) ? given : randomUUID()
}

function urlOf({ url = '/', headers }: IncomingMessage): URL {
  const base = `http://${headers.host ?? 'localhost'}`
  if (!URL.canParse(url, base))
    throw new RequestError(400, 'BAD_USER_INPUT', 'The address of the request cannot be read.')
  return new URL(url, base)
}

async function toGraphql(
  { request, response, url, requestId, log }: Exchange,
  { app, maxBodyBytes, graphiql }: HttpOptions,
) {
  if (
    graphiql &&
    request.method === 'GET' &&
    !url.searchParams.has('query') &&
    request.headers.accept?.includes('text/html')
  ) {
    return sendGraphiql(request, response)
  }
  const body = await readBody(request, maxBodyBytes)
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const method = request.method ?? 'GET'
  const asked = new app.fetchAPI.Request(url.href, {
    method,
    headers: headersOf(request),
    signal: gone.signal,
    ...(body.length > 0 && method !== 'GET' && method !== 'HEAD' && { body: new Uint8Array(body) }),
  })
  await send(response, await app.fetch(asked, { requestId, log, client: request.socket.remoteAddress ?? '' }))
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name.startsWith(':') ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

async function send(response: ServerResponse, answered: Response): Promise<void> {
  response.statusCode = answered.status
  for (const [name, value] of answered.headers) response.setHeader(name, value)
  if (!answered.body) response.end()
  else if (answered.headers.get('content-type')?.startsWith('text/event-stream')) {
    await pipeline(Readable.from(chunksOf(answered.body)), response)
  } else response.end(Buffer.from(await answered.arrayBuffer()))
}

/** Yoga's stream is one of its own, which Node does not take for a web stream. */
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

async function toReadiness({ response, log }: Exchange, { open }: HttpOptions): Promise<void> {
  try {
    await open.ping()
  } catch (error) {
    log.warn({ err: error }, 'The database does not answer')
    return json(response, 503, { ready: false, reason: 'The database does not answer.' })
  }
  if (!(await open.isMigrated())) {
    return json(response, 503, { ready: false, reason: 'Migrations are missing. Run `npm run migrate`.' })
  }
  return json(response, 200, { ready: true })
}

const ROUTES: Record<string, (exchange: Exchange, options: HttpOptions) => Promise<void>> = {
  [GRAPHQL_PATH]: toGraphql,
  '/readyz': toReadiness,
  '/healthz': async ({ response }) => json(response, 200, { alive: true }),
  '/': async ({ response }) => void response.writeHead(302, { location: GRAPHQL_PATH }).end(),
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

/** An error outside GraphQL, in GraphQL's shape, so that clients need to read only one. */
function fail(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) response.destroy()
  else json(response, status, { errors: [{ message, extensions: { code } }] })
}
