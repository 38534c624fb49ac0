import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Cancellation } from '../../database/budget/cancellation.ts'
import { DisconnectedError } from '../../database/budget/errors.ts'
import { RequestError } from '../clients/request-error.ts'
import { GRAPHQL_PATH } from '../graphql-path.ts'
import type { App } from '../graphql/app.ts'
import { jsonProblem } from '../graphql/json-limits.ts'
import type { RequestRecord } from '../observe/request-record.ts'
import type { DocumentChoice } from '../operation/document/document-choice.ts'
import type { ReaderOptions } from './assert-may-read.ts'
import { readBody } from './body.ts'
import { endJson } from './end-json.ts'
import { headersOf, isPreflight, type Exchange } from './exchange.ts'
import { GRAPHIQL_CSP, graphiqlPage } from './graphiql.ts'
import { servePage } from './page.ts'
import { sendAnswer } from './plain-answer.ts'
import { mediaTypeOf, readPlain } from './plain-request.ts'

export interface GraphqlRouteOptions extends ReaderOptions {
  app: App
  maxBodyBytes: number
  graphiql: boolean
  /** Whether there are pages for people; without them, `/` leads to GraphiQL. Default: true. */
  explorer?: boolean
  /** Whether plain requests skip Yoga. Tests compare both ways. Default: true. */
  skipsYoga?: boolean
}

const GRAPHIQL_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': GRAPHIQL_CSP,
  'cache-control': 'private, no-cache',
  vary: 'accept, accept-encoding',
}

/**
 * Answers a request of the GraphQL endpoint: an operation, or the GraphiQL page for a browser.
 * @param documentId the persisted document that the path names
 */
export async function serveGraphql(
  exchange: Exchange,
  options: GraphqlRouteOptions,
  documentId?: string,
): Promise<void> {
  const { request, response, url, requestId, log, record } = exchange
  const { app, maxBodyBytes, graphiql, admission, skipsYoga = true } = options
  const { method = 'GET', headers } = request
  const isPage = graphiql && method === 'GET' && headers.accept?.includes('text/html') === true
  // With `query`, GraphiQL opens it: it is the link that GraphiQL itself makes of what its user types.
  if (isPage && documentId === undefined && !url().searchParams.has('documentId')) {
    record.isRoutine = true
    return servePage(exchange, options, () => graphiqlPage(options), GRAPHIQL_HEADERS)
  }
  const { client, quota, release } = await admission.admit(request)
  response.once('close', release)
  response.setHeader('ratelimit-policy', `"requests";q=${quota.limit};w=1`)
  response.setHeader('ratelimit', `"requests";r=${quota.remaining};t=1`)
  if (isPreflight(request)) return void response.writeHead(204).end()
  const body = await readBody(request, maxBodyBytes)
  await admission.waitToStart(client, body.length)
  const problem = jsonProblem(body)
  if (problem !== undefined) throw new RequestError(400, 'BAD_USER_INPUT', `The body ${problem}.`)
  const findDocument = (choice: DocumentChoice) => app.operations.findDocument(choice)
  const plain = skipsYoga ? readPlain(request, body, { url, documentId, findDocument }) : undefined
  const mediaType = plain && mediaTypeOf(request)
  if (plain && mediaType) {
    const signal = new Cancellation()
    onDisconnect(response, () => signal.abort(new DisconnectedError()))
    const answer = await app.operations.answer({
      ...plain,
      acceptsText: true,
      headers,
      signal,
      client,
      record,
      log,
      requestId,
    })
    return sendAnswer(exchange, answer, mediaType)
  }
  const closed = new AbortController()
  onDisconnect(response, () => closed.abort())
  const target = url()
  target.pathname = GRAPHQL_PATH
  const fetchRequest = new app.yoga.fetchAPI.Request(target.href, {
    method,
    headers: headersOf(request),
    signal: closed.signal,
    ...(body.length > 0 && method !== 'GET' && method !== 'HEAD' && { body: new Uint8Array(body) }),
  })
  await send(exchange, await app.yoga.fetch(fetchRequest, { requestId, log, client, record, documentId }), release)
}

/** Calls back if the client leaves before it has the whole answer. */
function onDisconnect(response: ServerResponse, listener: () => void): void {
  response.once('close', () => {
    if (!response.writableFinished) listener()
  })
}

/** @param release ends the counting of the operation as running: a subscription has limits of its own */
async function send(exchange: Exchange, fetchResponse: Response, release: () => void): Promise<void> {
  const { response, record } = exchange
  const { status, headers, body } = fetchResponse
  response.statusCode = status
  for (const [name, value] of headers) response.setHeader(name, value)
  if (!body) response.end()
  else if (headers.get('content-type')?.startsWith('text/event-stream')) {
    release()
    await pipeline(Readable.from(chunksOf(body, record)), response)
  } else {
    await endJson(exchange, await fetchResponse.text())
  }
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
