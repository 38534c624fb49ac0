import { createLog } from '../database/log.ts'
import { UsageError } from './cli/arguments.ts'
import { COMMANDS, usage } from './cli/commands.ts'
import { ConfigError, parseConfig, secretsOf, type Config } from './config.ts'
import { failureText } from './failure-text.ts'
import { readVersion } from './version.ts'

const FAILURE = 1
const USAGE_ERROR = 2

/** Prints a problem, optionally with a help text, and ends the process. */
function fail(status: number, problem: string, help?: string): never {
  process.stderr.write(help === undefined ? `${problem}\n` : `${problem}\n\n${help}`)
  process.exit(status)
}

function readConfig(): Config {
  try {
    return parseConfig(process.env)
  } catch (error) {
    if (error instanceof ConfigError) fail(FAILURE, error.message)
    throw error
  }
}

async function main([first = 'serve', ...rest]: readonly string[]): Promise<void> {
  const asksHelp = first === 'help' || first === '--help' || first === '-h'
  const name = asksHelp && rest[0] !== undefined ? rest[0] : first
  if (asksHelp && name === first) return void process.stdout.write(usage())
  if (first === '--version' || rest.includes('--version')) return void process.stdout.write(`${readVersion()}\n`)
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (entry === undefined) fail(USAGE_ERROR, `Unknown command ${JSON.stringify(name.slice(0, 80))}.`, usage())
  const { command } = await entry.load()
  if (asksHelp || rest.includes('--help') || rest.includes('-h')) return void process.stdout.write(command.usage)
  const config = readConfig()
  const log = createLog(config.LOG_LEVEL, secretsOf(config))
  try {
    await command.run(rest, { config, log })
  } catch (error) {
    log.debug({ err: error }, 'Command failed')
    if (error instanceof UsageError) fail(USAGE_ERROR, error.message, command.usage)
    fail(FAILURE, failureText(error))
  }
}

await main(process.argv.slice(2))
