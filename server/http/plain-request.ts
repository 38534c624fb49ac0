import type { IncomingMessage } from 'node:http'
import { namesDocument, type DocumentChoice } from '../operation/document/document-choice.ts'
import type { MediaType } from '../operation/http-status.ts'
import type { OperationRequest } from '../operation/operations.ts'
import { RememberedValues } from './remembered-values.ts'

type Parameters = Pick<OperationRequest, 'variables' | 'operationName' | 'method'> & DocumentChoice

interface Reading {
  /** The target of the request, read only for a GET. */
  url: () => URL
  /** The document that the path names. */
  documentId: string | undefined
  /** Returns the text of the persisted document that a request names. */
  findDocument: (choice: DocumentChoice) => string | undefined
}

/**
 * Reads the operation of a request as almost all clients send it: a POST of JSON, or a GET.
 * @returns undefined if it is anything else, also if it is wrong: Yoga answers it
 */
export function readPlain(request: IncomingMessage, body: Buffer, reading: Reading): Parameters | undefined {
  const given = request.method === 'POST' ? readPost(request, body) : readGet(request, reading)
  return given && parametersOf(given, request.method === 'GET' ? 'GET' : 'POST', reading)
}

function isJson({ headers }: IncomingMessage): boolean {
  const type = headers['content-type']
  return type === 'application/json' || /^application\/json; ?charset=utf-8$/i.test(type ?? '')
}

const BYTE_ORDER_MARK = 0xef

function readPost(request: IncomingMessage, body: Buffer): Record<string, unknown> | undefined {
  return isJson(request) && body[0] !== BYTE_ORDER_MARK ? parseObject(body.toString()) : undefined
}

function readGet({ method }: IncomingMessage, { url }: Reading): Record<string, unknown> | undefined {
  if (method !== 'GET') return undefined
  const search = url().searchParams
  // An empty parameter is as good as none.
  const objectOf = (json: string | null) => (json ? (parseObject(json) ?? NOT_AN_OBJECT) : undefined)
  return {
    query: search.get('query') || undefined,
    operationName: search.get('operationName') || undefined,
    variables: objectOf(search.get('variables')),
    extensions: objectOf(search.get('extensions')),
    documentId: search.get('documentId') ?? undefined,
  }
}

const NOT_AN_OBJECT = ''

function parametersOf(
  given: Record<string, unknown>,
  method: 'GET' | 'POST',
  { documentId: ofPath, findDocument }: Reading,
): Parameters | undefined {
  const { query, variables, operationName, extensions, documentId = null, ...others } = given
  if (Object.keys(others).length > 0) return undefined
  if (query !== undefined && query !== null && typeof query !== 'string') return undefined
  if (extensions !== undefined && extensions !== null && !isObject(extensions)) return undefined
  if (variables !== undefined && variables !== null && !isObject(variables)) return undefined
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined
  const choice = { query: query ?? undefined, documentId: ofPath ?? documentId, extensions }
  const text = query || (namesDocument(choice) ? (findDocument(choice) ?? UNKNOWN) : '')
  // The answer of a subscription may be a stream.
  if (text === '' || text.includes('subscription')) return undefined
  return { ...choice, variables: variables ?? {}, operationName: operationName ?? undefined, method }
}

/** Of a document that is not here: it has no answer but an error. */
const UNKNOWN = '{}'

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
