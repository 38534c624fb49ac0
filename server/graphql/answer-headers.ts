import type { Answer } from '../operation/operations.ts'

/**
 * The time for which a cache may keep the answer to a query of the past, in seconds. It is short, and the answer never
 * immutable: names are those of the present, and a later merge of actors or an erasure changes the past too.
 */
const MAX_AGE_SECONDS = 60

/**
 * Returns the headers of an answer: its cost, and for how long caches may keep it. `server/http/end-json.ts` adds the
 * ETag.
 */
export function answerHeaders(
  { cost, cacheable }: Answer,
  { isAuthorized }: { isAuthorized: boolean },
): Record<string, string> {
  return {
    ...(cost && { 'x-query-cost': String(cost.cost), 'x-query-cost-limit': String(cost.limit) }),
    ...(cacheable && { 'cache-control': cacheControl(cacheable, isAuthorized) }),
  }
}

/** A shared cache must not give one client the answer to the key of another. */
function cacheControl(cacheable: 'PAST' | 'PRESENT', isAuthorized: boolean): string {
  const scope = isAuthorized ? 'private' : 'public'
  // The present may change at any time: a cache asks each time, and gets 304 if nothing has.
  return cacheable === 'PAST' ? `${scope}, max-age=${MAX_AGE_SECONDS}` : `${scope}, no-cache`
}
