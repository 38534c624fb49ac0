import { pino, type Logger, type LevelWithSilent } from 'pino'

/** The log: one JSON object a line, with one message. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>

/**
 * Creates the log of the service. It writes to standard error: standard output is for the output of commands.
 * @param level the lowest level that is written
 */
export function createLog(level: LevelWithSilent): Log {
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }))
}
