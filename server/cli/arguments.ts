import { parseArgs, type ParseArgsConfig } from 'node:util'

/** What is wrong with the words of a command, and how it is used. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * Reads the words after a command.
 * @param words as they were typed
 * @param options which options it has, as `parseArgs` of Node takes them
 * @throws {UsageError} where there is another option, or one lacks its value
 */
export function parseArguments<Known extends Options>(words: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error })
  }
}
