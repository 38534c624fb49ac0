import type { Plugin } from 'graphql-yoga'
import type { RequestRecord } from '../observe/request-record.ts'

/** Parameters of a GET request that are JSON. */
const JSON_PARAMETERS = ['variables', 'extensions']

interface Refusal {
  status: number
  message: string
}

/** Refuses requests whose content is not JSON, before they are parsed. */
export const acceptedRequests: Plugin<{ record?: RequestRecord }> = {
  onRequest(event) {
    const { request, fetchAPI, url, serverContext } = event
    const refusal = request.method === 'POST' ? refusalOfContentType(request) : refusalOfParameters(url.searchParams)
    if (refusal === undefined) return
    const { status, message } = refusal
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] })
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    ;(serverContext as { record?: RequestRecord }).record?.addCode('BAD_USER_INPUT')
    event.endResponse(new fetchAPI.Response(body, { status, headers }))
  },
}

/** Accepts only JSON: any page can send a form to another site without a CORS check (CSRF). */
function refusalOfContentType({ headers }: Request): Refusal | undefined {
  const type = (headers.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase()
  if (type === 'application/json') return undefined
  const received = type === '' ? 'no content type' : JSON.stringify(type.slice(0, 80))
  // Without a content type, a page of another site can send JSON too.
  const status = type === '' ? 400 : 415
  return { status, message: `The content type of a POST must be application/json; got ${received}.` }
}

function refusalOfParameters(parameters: URLSearchParams): Refusal | undefined {
  for (const name of JSON_PARAMETERS) {
    const text = parameters.get(name)
    if (text === null || text === '' || isJsonObject(text)) continue
    const message = `The parameter \`${name}\` must be a JSON object; got ${JSON.stringify(text.slice(0, 80))}.`
    return { status: 400, message }
  }
  return undefined
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return value === null || (typeof value === 'object' && !Array.isArray(value))
  } catch {
    return false
  }
}
