/** The depth to which errors are searched: Drizzle wraps the error of a driver into another one. */
const MAX_CAUSES = 5

/** The errors that caused an error, with itself first. */
function* causesOf(error: unknown): Generator<Error> {
  for (let cause = error, depth = 0; cause instanceof Error && depth < MAX_CAUSES; cause = cause.cause, depth++) {
    yield cause
    if (cause instanceof AggregateError && cause.errors[0] instanceof Error) yield cause.errors[0]
  }
}

/** Returns the first of the errors that caused an error, itself included, that is of a class. */
export function causeOf<Cause extends Error>(
  error: unknown,
  type: abstract new (...args: never[]) => Cause,
): Cause | undefined {
  for (const cause of causesOf(error)) if (cause instanceof type) return cause
  return undefined
}

/** Returns the SQLSTATE of a driver's error, or the code of a system error such as ECONNREFUSED. */
export function errorCodeOf(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    const code = codeOf(cause)
    if (code !== undefined) return code
  }
  return undefined
}

/** Returns the SQLSTATE code of a driver's error, such as 22003; undefined if it has none. */
export function sqlStateOf(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    const code = codeOf(cause)
    // Codes of system errors, such as EPIPE, begin with an E; no SQLSTATE does.
    if (code !== undefined && /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code)) return code
  }
  return undefined
}

/** SQLSTATE classes of a lost connection: connection exceptions, and the shutdown or start of the server. */
const LOST_STATES = ['08', '57P']

/**
 * SQLSTATE codes and classes of work that may succeed later: too few connections or resources such as the disk (53), a
 * failure of the disk (58), a server that only reads, as after a failover (25006), a lock that was not free in time, and
 * conflicts with other transactions.
 */
const BUSY_STATES = ['53', '58', '25006', '55P03', '40001', '40P01']

const LOST_SYSTEM_ERRORS = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]

/** The driver's own errors have no code. */
const LOST_MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/

/** Whether an error means that the connection to the database cannot be used. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlStateOf(error)
  if (state !== undefined) return LOST_STATES.some((prefix) => state.startsWith(prefix))
  for (const cause of causesOf(error)) {
    if (LOST_SYSTEM_ERRORS.includes(codeOf(cause) ?? '') || LOST_MESSAGES.test(cause.message)) return true
  }
  return false
}

/** Whether the database is not available for this work now; the same work may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlStateOf(error)
  return isConnectionLost(error) || BUSY_STATES.some((prefix) => state?.startsWith(prefix))
}

/**
 * SQLSTATE classes of values that a row must not have: values that a type cannot hold (22), that break a constraint (23),
 * or that are longer than an index or a row can be (54).
 */
const DATA_STATES = ['22', '23', '54']

/** Whether a statement failed because of the values of its rows: it would fail with them again. */
export function isDataError(error: unknown): boolean {
  const state = sqlStateOf(error)
  return DATA_STATES.some((prefix) => state?.startsWith(prefix))
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}
