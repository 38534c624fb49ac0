import type { Logger } from 'drizzle-orm'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import type { Config } from '../config.ts'
import { openMigrated } from '../open-migrated.ts'

export interface CommandEnvironment {
  config: Config
  log: Log
}

/** A command of the command line. */
export interface Command {
  /** The help text: how to call the command, its options, its exit status. */
  usage: string
  /**
   * @param args what follows the name of the command
   * @throws {UsageError} if they are wrong
   */
  run(args: readonly string[], environment: CommandEnvironment): Promise<void>
}

/**
 * Opens and migrates the database of the configuration, works with it and closes it.
 * @param logger is called with every statement
 */
export async function withDatabase(
  { config, log }: CommandEnvironment,
  work: (open: OpenDatabase) => Promise<void>,
  logger?: Logger,
): Promise<void> {
  const open = await openMigrated(config, log, logger && { logger })
  try {
    await work(open)
  } finally {
    await open.close()
  }
}

/** Prints the result of a command to standard output: as one line of JSON, or as text. */
export function printResult(isJson: boolean, result: unknown, text: string): void {
  process.stdout.write(isJson ? `${JSON.stringify(result)}\n` : text)
}
