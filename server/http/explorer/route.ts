import { Cancellation } from '../../../database/budget/cancellation.ts'
import { DisconnectedError } from '../../../database/budget/errors.ts'
import { percentDecoded } from '../../../database/values/percent-encoding.ts'
import { answerPage, isPagePath, type Executed, type PageAnswer } from '../../../explorer/explorer.ts'
import { problemPage } from '../../../explorer/pages/problem.tsx'
import type { Client } from '../../../schema/builder/slots.ts'
import { RequestError } from '../../clients/request-error.ts'
import { httpOf } from '../../operation/http-status.ts'
import { endJson } from '../end-json.ts'
import type { Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'
import { servePage } from '../page.ts'
import { assetPaths, findAsset } from './assets.ts'
import { exampleQueries } from './example-queries.ts'

type Route = (exchange: Exchange, options: GraphqlRouteOptions) => Promise<void>

/** The route of a page of the explorer, or of what pages load; undefined for any other path. */
export function explorerRoute(path: string): Route | undefined {
  const asset = findAsset(path)
  if (asset) {
    const { contentType, cacheControl, page } = asset
    const headers = { 'content-type': contentType, 'cache-control': cacheControl, vary: 'accept-encoding' }
    return async (exchange, { admission }) => {
      assertReads(exchange)
      exchange.record.isRoutine = true
      // Anyone gets them: they have no data.
      return servePage(exchange, { admission }, page, headers)
    }
  }
  const decoded = percentDecoded(path)
  return isPagePath(decoded) ? servePageOf : undefined
}

/** Sends a page of the explorer, also the one that says that a path has none. */
export async function servePageOf(exchange: Exchange, options: GraphqlRouteOptions): Promise<void> {
  const { request, url } = exchange
  assertReads(exchange)
  const client = await admitted(exchange, options)
  if (client === undefined) return
  const { origin, pathname, searchParams } = url()
  const { operations } = options.app
  const answer = await answerPage(
    { origin, path: percentDecoded(pathname), search: searchParams, accept: request.headers.accept },
    {
      execute: (documentId, variables) => execute(exchange, options, client, documentId, variables),
      textOf: (documentId) => operations.findDocument({ query: undefined, documentId }) ?? '',
      examples: exampleQueries(),
      assets: assetPaths(),
    },
  )
  return send(exchange, answer)
}

/** @returns undefined if the client is over its limits, and a browser got a page that says so */
async function admitted({ request, response, ...exchange }: Exchange, { admission }: GraphqlRouteOptions) {
  try {
    const { client, release } = await admission.admit(request)
    response.once('close', release)
    await admission.waitToStart(client, 0)
    return client
  } catch (error) {
    const isBrowser = request.headers.accept?.includes('text/html') === true
    if (!(error instanceof RequestError) || !isBrowser) throw error
    const { status, message, headers } = error
    await send({ request, response, ...exchange }, problemPage({ status, message, headers }, assetPaths()))
    return undefined
  }
}

function send(exchange: Exchange, { status, headers, body }: PageAnswer): Promise<void> {
  exchange.response.statusCode = status
  for (const [name, value] of Object.entries(headers)) exchange.response.setHeader(name, value)
  return endJson(exchange, body)
}

function assertReads({ request: { method = 'GET' }, url }: Exchange): void {
  if (method === 'GET' || method === 'HEAD') return
  throw new RequestError(405, 'BAD_USER_INPUT', `Fetch ${url().pathname} with GET; got ${method}.`, {
    allow: 'GET, HEAD',
  })
}

/** Answers a document of a page as any other operation of the client. */
async function execute(
  exchange: Exchange,
  { app: { operations } }: GraphqlRouteOptions,
  client: Client,
  documentId: string,
  variables: Record<string, unknown>,
): Promise<Executed> {
  const { request, response, log, requestId, record } = exchange
  const signal = new Cancellation()
  response.once('close', () => {
    if (!response.writableFinished) signal.abort(new DisconnectedError())
  })
  const { result } = await operations.answer({
    query: undefined,
    documentId,
    variables,
    operationName: undefined,
    method: 'GET',
    headers: request.headers,
    signal,
    client,
    log,
    requestId,
    record,
  })
  if (Symbol.asyncIterator in result) throw new Error('A page must not be a stream.')
  const { status, headers } = httpOf(result, 'application/graphql-response+json')
  return { data: result.data, errors: result.errors?.map((error) => error.toJSON()), status, headers }
}
