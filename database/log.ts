import { pino, type LevelWithSilent, type Logger } from 'pino'
import { serializeError } from './log-error.ts'
import { safeLine } from './log-line.ts'

/** The log: one JSON object a line, with one message. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>

/**
 * Creates the log of the service. It writes to standard error: standard output is for the output of commands. Each line
 * has at most 8,000 bytes and no secrets: see `safeLine`.
 * @param level the lowest level that is written
 * @param secrets values that no line may contain, such as the password of the database
 * @param write receives each line with its line break. Default: standard error
 */
export function createLog(
  level: LevelWithSilent,
  secrets: readonly string[] = [],
  write?: (line: string) => void,
): Log {
  const writeLine = write ?? standardError()
  const options = { level, base: null, serializers: { err: serializeError } }
  return pino(options, { write: (line: string) => writeLine(safeLine(line, secrets)) })
}

let writer: ((line: string) => void) | undefined

/** Writes the lines of one turn of the event loop together: each write stops the process for a while. */
function standardError(): (line: string) => void {
  if (writer) return writer
  const destination = pino.destination({ fd: 2, sync: true })
  let lines = ''
  const flush = () => {
    const text = lines
    lines = ''
    if (text !== '') destination.write(text)
  }
  // Also the lines before an exit that nothing has announced.
  process.on('exit', flush)
  writer = (line) => {
    if (lines === '') setImmediate(flush)
    lines += line
  }
  return writer
}
