const MAX_REASON_LENGTH = 1_000

/**
 * The reason of a failure, for users. For a failed statement it is the message of the database, because Drizzle's own
 * message repeats the statement with all of its parameters.
 * @returns at most about 1,000 characters
 */
export function reasonOf(error: unknown): string {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error && cause.message.startsWith('Failed query'))
    cause = cause.cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return reason.length > MAX_REASON_LENGTH ? `${reason.slice(0, MAX_REASON_LENGTH)} ...` : reason
}
