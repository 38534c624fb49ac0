import type { Execute } from '../../../interfaces/execute.ts'
import { reconcile, suggestEntities } from '../../../interfaces/reconcile/answer.ts'
import { extend, readEntities } from '../../../interfaces/reconcile/describe-entities.ts'
import { ENTITY_TYPES, PROPERTIES, typeWithId } from '../../../interfaces/reconcile/entity-types.ts'
import {
  manifestOf,
  PREVIEW_PATH,
  proposeProperties,
  RECONCILE_PATH,
  SUGGEST_PATH,
  suggestFrom,
  VIEW_PATH,
} from '../../../interfaces/reconcile/manifest.ts'
import { PREVIEW_CSP, previewOf } from '../../../interfaces/reconcile/preview.ts'
import { clientError } from '../../../schema/builder/errors.ts'
import { RequestError } from '../../clients/request-error.ts'
import { jsonProblem } from '../../graphql/json-limits.ts'
import { assertMayRead } from '../assert-may-read.ts'
import { readBody } from '../body.ts'
import { end, isPreflight, sendJson, type Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'
import { baseUrlOf } from './base-url.ts'
import { executeFor } from './execute-for.ts'
import { recordPath } from './record-path.ts'

interface ReconcileRouteOptions extends GraphqlRouteOptions {
  isProxy?: (address: string) => boolean
}

interface Asked {
  exchange: Exchange
  options: ReconcileRouteOptions
  parameters: URLSearchParams
  execute: Execute
}

type Answer = (asked: Asked) => Promise<object | string> | object

/** What each path answers: a text is a page. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  [RECONCILE_PATH]: ({ exchange, options, parameters, execute }) => {
    const [queries, extension] = [parameters.get('queries'), parameters.get('extend')]
    if (queries !== null) return reconcile(queries, execute)
    return extension === null
      ? manifestOf(baseUrlOf(exchange.request, options), options.explorer === false ? PREVIEW_PATH : VIEW_PATH)
      : extend(extension, execute)
  },
  [`${SUGGEST_PATH}/entity`]: ({ parameters, execute }) => suggestEntities(parameters.get('prefix') ?? '', execute),
  [`${SUGGEST_PATH}/type`]: ({ parameters }) => suggestFrom(ENTITY_TYPES, parameters.get('prefix') ?? ''),
  [`${SUGGEST_PATH}/property`]: ({ parameters }) => suggestFrom(PROPERTIES, parameters.get('prefix') ?? ''),
  [`${RECONCILE_PATH}/properties`]: ({ parameters }) => proposeProperties(typeWithId(parameters.get('type') ?? '')),
  [PREVIEW_PATH]: async ({ parameters, execute }) => {
    const [entity] = await readEntities([parameters.get('id') ?? ''], execute)
    if (entity) return previewOf(entity)
    throw clientError('NOT_FOUND', 'No actor, place or event has this id.', { status: 404 })
  },
}

type Route = (exchange: Exchange, options: ReconcileRouteOptions) => Promise<void>

/** The routes of the reconciliation API by their paths. */
export const RECONCILE_ROUTES: Readonly<Record<string, Route>> = {
  ...Object.fromEntries(Object.entries(ANSWERS).map(([path, answer]) => [path, routeOf(path, answer)])),
  [VIEW_PATH]: redirectToRecord,
}

/** It reads nothing: what it leads to says whether there is such an object, to those who may know. */
async function redirectToRecord({ request, response, url }: Exchange, options: ReconcileRouteOptions): Promise<void> {
  const { method = 'GET' } = request
  if (method !== 'GET' && method !== 'HEAD') {
    throw new RequestError(405, 'BAD_USER_INPUT', `Fetch ${VIEW_PATH} with GET; got ${method}.`, { allow: 'GET, HEAD' })
  }
  response.writeHead(302, { location: recordPath(url().searchParams.get('id') ?? '', options) }).end()
}

function routeOf(path: string, answer: Answer): Route {
  return async (exchange, options) => {
    const { request, response } = exchange
    const { method = 'GET' } = request
    if (isPreflight(request)) return void response.writeHead(204).end()
    if (method !== 'GET' && (method !== 'POST' || path !== RECONCILE_PATH)) {
      const allow = path === RECONCILE_PATH ? 'GET, POST' : 'GET'
      throw new RequestError(405, 'BAD_USER_INPUT', `${path} answers ${allow}; got ${method}.`, { allow })
    }
    const { client, release } = await options.admission.admit(request)
    response.once('close', release)
    const parameters = method === 'GET' ? exchange.url().searchParams : await readForm(exchange, options.maxBodyBytes)
    await options.admission.waitToStart(client, 0)
    await assertMayRead(exchange, options)
    const execute = executeFor(exchange, options, { client, method: 'GET' })
    const value = await answer({ exchange, options, parameters, execute })
    if (typeof value === 'object') return sendJson(exchange, 200, value)
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PREVIEW_CSP,
      'cache-control': 'no-store',
    })
    end(exchange, value)
  }
}

/** @throws {RequestError} if the body is not a form, which clients send where a URL would be too long, or is deep */
async function readForm({ request }: Exchange, maxBytes: number): Promise<URLSearchParams> {
  const type = request.headers['content-type'] ?? ''
  const body = await readBody(request, maxBytes)
  if (/^application\/x-www-form-urlencoded(?:$|;)/i.test(type)) {
    const parameters = new URLSearchParams(body.toString())
    for (const [name, value] of parameters) {
      const problem = jsonProblem(Buffer.from(value))
      if (problem !== undefined)
        throw new RequestError(400, 'BAD_USER_INPUT', `Parameter \`${name.slice(0, 80)}\` ${problem}.`)
    }
    return parameters
  }
  const message = `The content type must be application/x-www-form-urlencoded; got ${JSON.stringify(type.slice(0, 80))}.`
  throw new RequestError(415, 'BAD_USER_INPUT', message)
}
