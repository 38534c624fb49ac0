import type { GraphQLError } from 'graphql'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../../database/log.ts'
import type { RequestRecord } from '../observe/request-record.ts'
import { httpOf } from '../operation/http-status.ts'

/** A request, its response, and what is known of it. */
export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  /** Parses the target of the request. */
  url: () => URL
  requestId: string
  log: Log
  record: RequestRecord
}

type Answering = Pick<Exchange, 'response' | 'record'>

/** Sends the body of a response. Node.js writes a text together with the headers, which saves a part of the time. */
export function end({ response, record }: Answering, body: Buffer | string): void {
  record.bytes += Buffer.byteLength(body)
  response.end(body)
}

/** Sends a JSON document that must not be cached. */
export function sendJson(exchange: Answering, status: number, value: object): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  exchange.response.writeHead(status, headers)
  end(exchange, JSON.stringify(value))
}

/** Sends an error in the format of GraphQL, so that clients handle only one format. */
export function fail(exchange: Answering, status: number, code: string, message: string): void {
  const { response, record } = exchange
  record.addCode(code)
  if (response.headersSent) response.destroy()
  else sendJson(exchange, status, { errors: [{ message, extensions: { code } }] })
}

/** Sends a masked error in the same format, with the status and the headers that it asks for. */
export function failWith(exchange: Answering, error: GraphQLError): void {
  const { response, record } = exchange
  record.addResult({ errors: [error] })
  if (response.headersSent) return void response.destroy()
  const { status, headers } = httpOf({ errors: [error] }, 'application/graphql-response+json')
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  sendJson(exchange, status, { errors: [formattedError(error)] })
}

/** An error as an answer has it: without what it asks of the HTTP response. */
export function formattedError(error: GraphQLError): object {
  const { extensions: { http: _http, ...extensions } = {}, ...formatted } = error.toJSON()
  return Object.keys(extensions).length > 0 ? { ...formatted, extensions } : formatted
}

/** Whether a browser asks if a page of another origin may send a request (CORS). */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

/** The headers of a request as the Fetch API expects them. */
export function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name.startsWith(':') ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}
