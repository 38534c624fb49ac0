import type { ExecutionResult } from 'graphql'
import { JsonText } from '../../schema/writer/json-text.ts'
import { answerHeaders } from '../graphql/answer-headers.ts'
import { NOT_A_STREAM } from '../graphql/app.ts'
import { httpOf, type MediaType } from '../operation/http-status.ts'
import type { Answer } from '../operation/operations.ts'
import { endJson } from './end-json.ts'
import { formattedError, type Exchange } from './exchange.ts'

/** Sends the answer to a plain request. */
export async function sendAnswer(exchange: Exchange, answer: Answer, mediaType: MediaType): Promise<void> {
  const { request, response } = exchange
  const result = await withoutStream(answer.result)
  const { status, headers } = httpOf(result, mediaType)
  response.statusCode = status
  response.setHeader('content-type', `${mediaType}; charset=utf-8`)
  const isAuthorized = request.headers.authorization !== undefined
  for (const [name, value] of Object.entries({ ...headers, ...answerHeaders(answer, { isAuthorized }) })) {
    response.setHeader(name, value)
  }
  await endJson(exchange, jsonOf(result))
}

/** The text of a plain request was looked at, but its digest can lead to a subscription that was registered since. */
async function withoutStream(result: Answer['result']): Promise<ExecutionResult> {
  if (!(Symbol.asyncIterator in result)) return result
  await result.return?.()
  return { errors: [NOT_A_STREAM] }
}

/** Data that is text already goes to its place between the errors and the extensions. */
function jsonOf({ errors, data, ...others }: ExecutionResult): string {
  const members = [
    ...(errors ? [`"errors":${JSON.stringify(errors.map(formattedError))}`] : []),
    ...(data === undefined ? [] : [`"data":${data instanceof JsonText ? data.text : JSON.stringify(data)}`]),
    ...Object.entries(others).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
  ]
  return `{${members.join()}}`
}
