import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { percentDecoded } from '../../database/values/percent-encoding.ts'
import { RequestError } from '../clients/request-error.ts'
import { GRAPHQL_PATH } from '../graphql-path.ts'
import { corsHeaders, createRefusalLog, isAllowedOrigin, type OriginRule } from '../graphql/cors.ts'
import { TIMEOUTS } from '../listen.ts'
import type { Metrics } from '../observe/metrics.ts'
import { RequestRecord } from '../observe/request-record.ts'
import { maskError } from '../operation/mask-errors.ts'
import { discardBody } from './body.ts'
import { limitConnections, type ConnectionLimits } from './connections.ts'
import { CONTRACT_ROUTES } from './contract-route.ts'
import { fail, failWith, sendJson, type Exchange } from './exchange.ts'
import { explorerRoute, servePageOf } from './explorer/route.ts'
import { serveGraphql, type GraphqlRouteOptions } from './graphql-route.ts'
import { ATOM_PATH, serveAtom } from './interfaces/atom-route.ts'
import { EXPORT_PATH, serveExport } from './interfaces/export-route.ts'
import { MCP_PATH, serveMcp } from './interfaces/mcp-route.ts'
import { RECONCILE_ROUTES } from './interfaces/reconcile-route.ts'
import { RememberedValues } from './remembered-values.ts'

export interface HttpOptions extends ConnectionLimits, GraphqlRouteOptions {
  open: Pick<OpenDatabase, 'ping' | 'migrationState'>
  log: Log
  /** Other origins whose pages may send requests. */
  origins: OriginRule
  metrics?: Metrics | undefined
}

/** Longer than the 60 seconds after which most proxies close an idle connection: the server must not close it first. */
const KEEP_ALIVE_MS = 65_000

/**
 * Creates the HTTP server: GraphQL and GraphiQL at /graphql, the contracts, the liveness probe /healthz, the readiness probe /readyz.
 * @param server the server that answered while the service was starting, made with `TIMEOUTS`. Default: a new one,
 * which does not listen yet
 */
export function createHttpServer(httpOptions: HttpOptions, server = createServer(TIMEOUTS)): Server {
  const options = { ...httpOptions, logRefusedOrigin: createRefusalLog(httpOptions.log) }
  server.removeAllListeners('request')
  server.on('request', (request, response) => void answer(request, response, options))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  limitConnections(server, options)
  server.on('connection', options.admission.accepted)
  return server
}

async function answer(request: IncomingMessage, response: ServerResponse, options: AnswerOptions): Promise<void> {
  const { url: target = '/' } = request
  const requestId = requestIdOf(request)
  const log = options.log.child({ requestId })
  response.setHeader('x-request-id', requestId)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  // Also for errors of this module, which a page could not read otherwise.
  setCorsHeaders(request, response, options)
  const record = new RequestRecord({
    transport: 'http',
    method: request.method ?? 'GET',
    path: target.replace(/[?#].*/s, ''),
    client: options.admission.clientOf(request).id,
    log,
    metrics: options.metrics,
  })
  record.isRoutine = PROBES.has(record.path)
  response.once('close', () => record.finish(response.statusCode, !response.writableFinished))
  const answering = { response, record }
  try {
    assertHost(request)
    const url = () => urlOf(request)
    const route =
      ROUTES[target] ?? ROUTES[url().pathname] ?? documentRoute(url().pathname) ?? pageRoute(request, url, options)
    if (route) await route({ request, response, url, requestId, log, record }, options)
    else fail(answering, 404, 'NOT_FOUND', `This path does not exist. The GraphQL endpoint is ${GRAPHQL_PATH}.`)
  } catch (error) {
    if (error instanceof RequestError) {
      await discardBody(request)
      for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value)
      fail(answering, error.status, error.code, error.message)
    } else if (!response.destroyed) failWith(answering, maskError(error, log, requestId))
  }
}

interface AnswerOptions extends HttpOptions {
  logRefusedOrigin: (origin: string) => void
}

function setCorsHeaders(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { origins, logRefusedOrigin }: AnswerOptions,
): void {
  const { origin } = headers
  if (origin === undefined) return
  response.setHeader('vary', 'origin')
  if (!isAllowedOrigin(origin, headers.host, origins)) logRefusedOrigin(origin)
  // A preflight request of a page that sets no header of its own asks for none.
  const requested = method === 'OPTIONS' ? (headers['access-control-request-headers'] ?? 'content-type') : undefined
  for (const [name, value] of Object.entries(corsHeaders(origin, origins, requested))) response.setHeader(name, value)
}

/** Accepts the client's request id if it is safe to log. */
function requestIdOf({ headers }: IncomingMessage): string {
  const requestId = headers['x-request-id']
  return typeof requestId === 'string' && /^[\w.-]{1,128}$/.test(requestId) ? requestId : randomUUID()
}

const validHosts = new RememberedValues((host) => URL.canParse(`http://${host}`))

/** Plain requests do not need their host, and are refused all the same: RFC 9112, section 3.2, asks for it. */
function assertHost({ headers: { host = 'localhost' } }: IncomingMessage): void {
  if (validHosts.get(host)) return
  const received = JSON.stringify(host.slice(0, 80))
  const message = `The header \`host\` must be a host, with a port or without; got ${received}.`
  throw new RequestError(400, 'BAD_USER_INPUT', message)
}

function urlOf({ url = '/', headers }: IncomingMessage): URL {
  const base = `http://${headers.host ?? 'localhost'}`
  // A path that begins with two slashes names no other host.
  const target = url.startsWith('/') ? base + url : url
  if (!URL.canParse(target, base)) {
    const received = JSON.stringify(url.slice(0, 80))
    throw new RequestError(400, 'BAD_USER_INPUT', `The request target must be a valid path; got ${received}.`)
  }
  return new URL(target, base)
}

const UNREADY_REASONS = {
  current: undefined,
  missing: 'The database lacks migrations. Run `npm run migrate`.',
  newer: 'A newer version of Dateline has migrated the database. Start that version.',
}

async function serveReadiness(exchange: Exchange, { open }: HttpOptions): Promise<void> {
  try {
    await open.ping()
    const reason = UNREADY_REASONS[await open.migrationState()]
    if (reason === undefined) return sendJson(exchange, 200, { ready: true })
    return sendJson(exchange, 503, { ready: false, reason })
  } catch (error) {
    exchange.log.warn({ err: error }, 'Database not reachable')
    return sendJson(exchange, 503, { ready: false, reason: 'The database is not reachable.' })
  }
}

type Route = (exchange: Exchange, options: HttpOptions) => Promise<void>

/** The route of a persisted document, `/graphql/NAME`, or of the feed of its changes, `/feeds/NAME.atom`. */
function documentRoute(path: string): Route | undefined {
  const feed = /^\/feeds\/(.+)\.atom$/.exec(path)?.[1]
  if (feed !== undefined) return (exchange, options) => serveAtom(exchange, options, percentDecoded(feed))
  if (!path.startsWith(`${GRAPHQL_PATH}/`)) return undefined
  const documentId = percentDecoded(path.slice(GRAPHQL_PATH.length + 1))
  return (exchange, options) => serveGraphql(exchange, options, documentId)
}

/** The route of a page for people: a record, the front page, or what a browser gets of a path that does not exist. */
function pageRoute({ headers }: IncomingMessage, url: () => URL, { explorer = true }: HttpOptions): Route | undefined {
  const { pathname } = url()
  if (!explorer) return pathname === '/' ? redirectToGraphql : undefined
  const route = explorerRoute(pathname)
  if (route) return route
  return headers.accept?.includes('text/html') === true ? servePageOf : undefined
}

async function redirectToGraphql({ response }: Exchange): Promise<void> {
  response.writeHead(302, { location: GRAPHQL_PATH }).end()
}

const PROBES = new Set(['/healthz', '/readyz'])

const ROUTES: Record<string, Route> = {
  [GRAPHQL_PATH]: (exchange, options) => serveGraphql(exchange, options),
  [EXPORT_PATH]: serveExport,
  [ATOM_PATH]: (exchange, options) => serveAtom(exchange, options),
  [MCP_PATH]: serveMcp,
  ...RECONCILE_ROUTES,
  ...CONTRACT_ROUTES,
  '/readyz': serveReadiness,
  '/healthz': async (exchange) => sendJson(exchange, 200, { alive: true }),
}
