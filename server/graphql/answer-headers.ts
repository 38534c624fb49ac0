import type { Answer } from '../operation/operations.ts'

/**
 * The time for which a cache may keep the answer to a query of the past, in seconds. It is short, and the answer never
 * immutable: names are those of the present, and a later merge of actors or an erasure changes the past too.
 */
const MAX_AGE_SECONDS = 60

/**
 * Returns the headers of an answer: its cost, and for how long caches may keep it. `server/http/conditional.ts` adds the
 * ETag.
 */
export function answerHeaders({ cost, isOfThePast }: Answer, { isAuthorized }: { isAuthorized: boolean }) {
  return {
    ...(cost && { 'x-query-cost': String(cost.cost), 'x-query-cost-limit': String(cost.limit) }),
    ...(isOfThePast && {
      // A shared cache must not give one client the answer to the key of another.
      'cache-control': `${isAuthorized ? 'private' : 'public'}, max-age=${MAX_AGE_SECONDS}`,
      vary: 'accept, authorization, origin',
    }),
  }
}
