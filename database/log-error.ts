import { cut, withoutParameters } from './log-line.ts'

const MAX_MESSAGE_CHARACTERS = 1_000
const MAX_FRAMES = 20
const MAX_CAUSES = 4
const MAX_ERRORS = 5

/**
 * What is logged of errors besides message and stack: all of it names parts of the system. The errors of PostgreSQL
 * also have `detail` and `where`, which quote stored rows and parameters; the errors of Drizzle have `params`.
 */
const LOGGED_FIELDS = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'syscall', 'address', 'port']

/** An error as it is logged: without parameters of statements, and of limited size. */
interface LoggedError {
  type: string
  message: string
  stack?: string
  cause?: LoggedError
  errors?: LoggedError[]
  [field: string]: unknown
}

/** Describes an error, or another thrown value, for the log. */
export function serializeError(thrown: unknown): LoggedError {
  return describe(thrown, 0)
}

function describe(thrown: unknown, depth: number): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: cut(textOf(thrown), MAX_MESSAGE_CHARACTERS) }
  const fields = Object.entries(thrown).filter(
    ([name, value]) => LOGGED_FIELDS.includes(name) && (typeof value === 'string' || typeof value === 'number'),
  )
  const frames = framesOf(thrown)
  return {
    type: thrown.name === 'Error' ? thrown.constructor.name : thrown.name,
    message: messageOf(thrown),
    ...Object.fromEntries(fields),
    ...(frames !== '' && { stack: frames }),
    ...(thrown.cause !== undefined && depth < MAX_CAUSES && { cause: describe(thrown.cause, depth + 1) }),
    ...(thrown instanceof AggregateError &&
      depth < MAX_CAUSES && { errors: thrown.errors.slice(0, MAX_ERRORS).map((error) => describe(error, depth + 1)) }),
  }
}

function messageOf({ message }: Error): string {
  return cut(withoutParameters(message), MAX_MESSAGE_CHARACTERS)
}

/** The stack repeats the message, with the parameters of a failed statement, before the first frame. */
function framesOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(message)
  const frames = start < 0 ? stack : stack.slice(start + message.length)
  return frames
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => cut(line.trim(), 200))
    .join('\n')
}

function textOf(value: unknown): string {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  } catch {
    return Object.prototype.toString.call(value)
  }
}
