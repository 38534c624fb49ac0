const MAX_CAUSES = 5

/**
 * The SQLSTATE of the server's error, such as 42501, or the code of the network error, such as ECONNREFUSED. Drizzle and
 * Node.js wrap these into other errors.
 */
export function errorCodeOf(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < MAX_CAUSES; cause = cause.cause, depth++) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string') return code
    // A host name with several addresses: each refused.
    if (cause instanceof AggregateError && cause.errors.length > 0) return errorCodeOf(cause.errors[0])
  }
  return undefined
}
