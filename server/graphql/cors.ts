import type { Log } from '../../database/log.ts'

/** Pages of which origins may send requests and open WebSockets, beside those of the service itself. */
export interface OriginRule {
  allowedOrigins: readonly string[]
  /** Whether pages of this computer may too, on any port: for development. */
  allowLocalhost: boolean
}

export const ONLY_SAME_ORIGIN: OriginRule = { allowedOrigins: [], allowLocalhost: false }

/** What a page of an allowed origin may read beside the body. */
const EXPOSED_HEADERS = [
  'x-request-id',
  'x-query-cost',
  'x-query-cost-limit',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'dateline-as-of',
].join(', ')

/** Browsers keep a permission for at most this time (Chromium) or longer. */
const MAX_AGE_SECONDS = 7_200

const LOG_INTERVAL_MS = 60_000

/**
 * Returns whether pages of an origin may use the service.
 * @param origin the value of the header `origin`: that of a sandboxed page is `null`
 * @param host the value of the header `host`
 */
export function isAllowedOrigin(origin: string, host: string | null | undefined, rule: OriginRule): boolean {
  return isPermitted(origin, rule) || isSameOrigin(origin, host)
}

/**
 * Returns whether the operator permits pages of an origin. Unlike `isAllowedOrigin`, it does not believe the header
 * `host`: a page whose name leads to this computer sends its own (DNS rebinding).
 */
export function isPermitted(origin: string, { allowedOrigins, allowLocalhost }: OriginRule): boolean {
  return allowedOrigins.includes(origin) || (allowLocalhost && isLocalhost(origin))
}

function isSameOrigin(origin: string, host: string | null | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}

function isLocalhost(origin: string): boolean {
  return /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(origin)
}

/**
 * Returns the CORS headers of a response. An origin that is not allowed gets none: its browser then withholds the
 * response from the page.
 * @param requestedHeaders the value of the header `access-control-request-headers` of a preflight request
 */
export function corsHeaders(
  origin: string | null | undefined,
  rule: OriginRule,
  requestedHeaders?: string | null,
): Record<string, string> {
  if (origin === null || origin === undefined || !isPermitted(origin, rule)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': EXPOSED_HEADERS,
    ...(requestedHeaders && {
      'access-control-allow-headers': requestedHeaders,
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': String(MAX_AGE_SECONDS),
    }),
  }
}

/** Returns a function that logs origins that are not allowed, at most one line a minute: any page can send requests. */
export function createRefusalLog(log: Log): (origin: string) => void {
  let nextAt = 0
  let count = 0
  return (origin) => {
    count++
    if (Date.now() < nextAt) return
    nextAt = Date.now() + LOG_INTERVAL_MS
    log.warn(
      { origin: origin.slice(0, 80), requestsSinceLastLine: count },
      'Requests from pages of an origin that is not in ALLOWED_ORIGINS; their browsers withhold the answers',
    )
    count = 0
  }
}
