import { pino, type Logger, type LevelWithSilent } from 'pino'

/** Where everything that happens is written: JSON lines, one object and one message each. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>

/**
 * The service's log, to standard error, so that standard output stays free for what a command answers.
 * @param level the least level that is written
 */
export function createLog(level: LevelWithSilent): Log {
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }))
}
