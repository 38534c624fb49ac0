import type { IncomingMessage } from 'node:http'
import type { MediaType } from '../operation/http-status.ts'
import type { OperationRequest } from '../operation/operations.ts'
import { RememberedValues } from './remembered-values.ts'

type Parameters = Pick<OperationRequest, 'query' | 'variables' | 'operationName' | 'method'>

/**
 * Reads the operation of a request as almost all clients send it: a POST of JSON, or a GET.
 * @param url the target of the request, read only for a GET
 * @returns undefined if it is anything else, also if it is wrong: Yoga answers it
 */
export function readPlain(request: IncomingMessage, body: Buffer, url: () => URL): Parameters | undefined {
  if (request.method === 'POST') return isJson(request) ? readPost(body) : undefined
  return request.method === 'GET' ? readGet(url().searchParams) : undefined
}

function isJson({ headers }: IncomingMessage): boolean {
  const type = headers['content-type']
  return type === 'application/json' || /^application\/json; ?charset=utf-8$/i.test(type ?? '')
}

const BYTE_ORDER_MARK = 0xef

function readPost(body: Buffer): Parameters | undefined {
  if (body[0] === BYTE_ORDER_MARK) return undefined
  const parameters = parseObject(body.toString())
  return parameters && parametersOf(parameters, 'POST')
}

function readGet(search: URLSearchParams): Parameters | undefined {
  const variables = search.get('variables')
  return parametersOf(
    {
      query: search.get('query') ?? undefined,
      // An empty parameter is as good as none.
      operationName: search.get('operationName') || undefined,
      variables: variables ? (parseObject(variables) ?? NOT_AN_OBJECT) : undefined,
      extensions: search.get('extensions') || undefined,
    },
    'GET',
  )
}

const NOT_AN_OBJECT = ''

function parametersOf(given: Record<string, unknown>, method: 'GET' | 'POST'): Parameters | undefined {
  const { query, variables, operationName, extensions, ...others } = given
  if (typeof query !== 'string' || query === '' || Object.keys(others).length > 0) return undefined
  // Its answer may be a stream.
  if (query.includes('subscription')) return undefined
  // No extension is used; Yoga says what is wrong with one.
  if (extensions !== undefined && extensions !== null) return undefined
  if (variables !== undefined && variables !== null && !isObject(variables)) return undefined
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined
  return { query, variables: variables ?? {}, operationName: operationName ?? undefined, method }
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Returns the media type of the answer to a request: the first that it accepts.
 * @returns undefined if it accepts only others, such as streams
 */
export function mediaTypeOf({ headers: { accept = '*/*' } }: IncomingMessage): MediaType | undefined {
  return mediaTypes.get(accept)
}

const mediaTypes = new RememberedValues(firstAccepted)

function firstAccepted(accept: string): MediaType | undefined {
  for (const item of accept.replaceAll(/\s/g, '').toLowerCase().split(',')) {
    const [mediaType, ...parameters] = item.split(';')
    const charset = parameters.find((parameter) => parameter.includes('charset='))
    if (charset !== undefined && charset !== 'charset=utf-8') continue
    if (mediaType === 'application/graphql-response+json') return mediaType
    if (mediaType === '*/*' || mediaType === 'application/*' || mediaType === 'application/json') {
      return 'application/json'
    }
  }
  return undefined
}
