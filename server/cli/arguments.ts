import { parseArgs, type ParseArgsConfig } from 'node:util'
import { showValue } from '../../database/values/show-value.ts'

/** The arguments of a command are wrong. The message says what is wrong and how to use the command. */
export class UsageError extends Error {}

/**
 * @param name the command, for the message
 * @throws {UsageError} if there are arguments that are not options
 */
export function rejectPositionals(name: string, positionals: readonly string[]): void {
  if (positionals.length === 0) return
  throw new UsageError(`The command ${name} takes no arguments; got ${showValue(positionals.join(' '))}.`)
}

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * Parses the arguments of a command.
 * @param args the arguments after the name of the command
 * @param options as for `parseArgs` of Node
 * @throws {UsageError} if an option is unknown or lacks its value
 */
export function parseArguments<CommandOptions extends Options>(args: readonly string[], options: CommandOptions) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error })
  }
}
