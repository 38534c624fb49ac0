import { getArgumentValues, getOperationAST, OperationTypeNode, type ExecutionArgs } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { isGiven } from '../../database/sql/conditions.ts'
import { momentsOf } from '../../schema/cost/moments.ts'
import { selectedFields, type SelectedField } from '../../schema/cost/selected-fields.ts'

/**
 * The time for which a cache may keep the answer to a query of the past, in seconds. It is short, and the answer never
 * immutable: names are those of the present, and a later merge of actors or an erasure changes the past too.
 */
const MAX_AGE_SECONDS = 60

/**
 * Lets caches keep answers to GET requests whose fields all name a past moment: by `asOf`, by ids with a moment, or as
 * `eventDiff` with both moments. `server/http/conditional.ts` adds the ETag.
 */
export const pastAnswers: Plugin = {
  onExecute: ({ args }) => {
    const { request } = args.contextValue as { request: Request }
    if (request.method === 'GET' && isOfThePast(args)) requestsOfThePast.add(request)
  },
  onResultProcess: ({ request, result }) => {
    const isComplete = !Array.isArray(result) && 'data' in result && result.data && !result.errors
    if (!isComplete) requestsOfThePast.delete(request)
  },
  onResponse: ({ request, response }) => {
    if (response.status !== 200 || !requestsOfThePast.has(request)) return
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) return
    // A shared cache must not give one client the answer to the key of another.
    const scope = request.headers.has('authorization') ? 'private' : 'public'
    response.headers.set('cache-control', `${scope}, max-age=${MAX_AGE_SECONDS}`)
    response.headers.set('vary', 'accept, authorization, origin')
  },
}

const requestsOfThePast = new WeakSet<Request>()

function isOfThePast({ schema, document, operationName, variableValues }: ExecutionArgs): boolean {
  const operation = getOperationAST(document, operationName)
  const root = schema.getQueryType()
  if (operation?.operation !== OperationTypeNode.QUERY || !root) return false
  const variables = variableValues ?? {}
  const fields = selectedFields(root, [operation.selectionSet], { schema, document, variables })
  return fields.some(({ field }) => field !== undefined) && fields.every((field) => hasPastMoment(field, variables))
}

function hasPastMoment({ field, nodes: [node] }: SelectedField, variables: Record<string, unknown>): boolean {
  // `__typename`.
  if (field === undefined || node === undefined) return true
  const args = getArgumentValues(field, node, variables)
  // A cursor of a diff contains the moment that `to` was left out for.
  if (isGiven(args['from'])) return isGiven(args['to']) || isGiven(args['after'])
  const moments = momentsOf(args)
  return isGiven(args['asOf']) || (moments.length > 0 && moments.every((moment) => moment !== undefined))
}
