import { serveMcpRequest } from '../../../interfaces/mcp/serve.ts'
import { RequestError } from '../../clients/request-error.ts'
import { isPermitted, type OriginRule } from '../../graphql/cors.ts'
import { jsonProblem } from '../../graphql/json-limits.ts'
import { readVersion } from '../../version.ts'
import { assertMayRead } from '../assert-may-read.ts'
import { readBody } from '../body.ts'
import { end, headersOf, isPreflight, type Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'
import { executeFor } from './execute-for.ts'

export const MCP_PATH = '/mcp'

interface McpRouteOptions extends GraphqlRouteOptions {
  origins: OriginRule
}

const version = readVersion()

const [OPEN_LIST] = Buffer.from('[')

/** Answers a request of the Model Context Protocol: its tools are operations, with all limits and rights of one. */
export async function serveMcp(exchange: Exchange, options: McpRouteOptions): Promise<void> {
  const { request, response, log } = exchange
  const { admission, maxBodyBytes, origins } = options
  const { origin } = request.headers
  if (origin !== undefined && !isPermitted(origin, origins)) {
    const message = `Pages of the origin ${JSON.stringify(origin.slice(0, 80))} may not use ${MCP_PATH}. The operator can add it to ALLOWED_ORIGINS.`
    throw new RequestError(403, 'FORBIDDEN', message)
  }
  const { client, release } = await admission.admit(request)
  response.once('close', release)
  if (isPreflight(request)) return void response.writeHead(204).end()
  const body = await readBody(request, maxBodyBytes)
  await admission.waitToStart(client, body.length)
  checkBody(body)
  // Where reading requires a key, strangers do not learn what tools there are.
  await assertMayRead(exchange, options)
  const answer = await serveMcpRequest(fetchRequestOf(exchange, body), {
    execute: executeFor(exchange, options, { client, method: 'POST' }),
    version,
    onError: (error) => log.error({ err: error }, 'A tool failed'),
  })
  const headers = Object.fromEntries(answer.headers)
  response.writeHead(answer.status, { ...headers, 'cache-control': 'no-store' })
  end(exchange, Buffer.from(await answer.arrayBuffer()))
}

/** @throws {RequestError} for a batch, and for JSON that takes long to parse */
function checkBody(body: Buffer): void {
  const problem = jsonProblem(body)
  if (problem !== undefined) throw new RequestError(400, 'BAD_USER_INPUT', `The body ${problem}.`)
  if (body.find((byte) => byte > SPACE) === OPEN_LIST) {
    throw new RequestError(400, 'BAD_USER_INPUT', 'Send one message in each request; got a batch, a list.')
  }
}

/** White space of JSON has no higher code. */
const SPACE = 0x20

function fetchRequestOf({ request, url }: Exchange, body: Buffer): Request {
  const { method = 'GET' } = request
  const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0
  return new Request(url().href, {
    method,
    headers: headersOf(request),
    ...(hasBody && { body: new Uint8Array(body) }),
  })
}
