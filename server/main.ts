import type { Logger } from 'drizzle-orm'
import type { OpenDatabase } from '../database/connection/connection.ts'
import { createLog, type Log } from '../database/log.ts'
import { reasonOf } from '../importers/values/error-reason.ts'
import { ConfigError, parseConfig, type Config } from './config.ts'
import { onStopSignal } from './stop-signal.ts'
import { logUnhandledRejections } from './unhandled-rejections.ts'

const USAGE = `Usage: dateline [command]

  serve             start the server (default): GraphQL API and GraphiQL; applies missing migrations first and
                    stores the bundled reports in the embedded database
  migrate           apply missing migrations
  seed              store the bundled reports that are not stored yet
  import FEED FILE...
                    import files of a feed (gdelt, ucdp, json): plain, .gz or .zip, - for standard input, or globs
    --release       the files are complete for their range: retract stored events that they no longer contain
    --strict        fail at the first invalid row instead of writing it to the rejects folder
    --rejects DIR   the folder for invalid rows (default: rejects)
  sync gdelt        import each new slice of the feed, and missed ones, until stopped
    --once          import the available slices and exit
    --since TIME    start with this slice (YYYYMMDDHHMMSS); default: the first imported one, else the newest
    --base-url URL  the URL of the feed
  keys create --scope SCOPE --dataset DATASET --name NAME
                    create a key and print it once; scopes: read, publish, correct, merge, admin; repeat --scope
                    and --dataset for several; --dataset '*' for all that are not imported
    --expires DATE  the key is valid until then; default: until it is revoked
  keys list         list all keys with their scopes, datasets, times and state
  keys rotate --name NAME
                    print a new secret for a key
    --grace 24h     keep the former secret valid for this time; default: it becomes invalid at once
  keys revoke --name NAME
                    revoke a key
  erase CONCEPT ID --reason TEXT
                    show what erasing an event, article or actor would change (a court order, personal data)
    --yes           erase it: its content goes from all tables and the history; a dated tombstone remains
    --by NAME       who erases it, for the tombstone; default: operator
  explain FILE [VARIABLES]
                    run the query of a file; print the plan of each list of events and the SQL statements
  rollups verify    compare the derived tables with the events and names; exit with 1 if they differ
  rollups rebuild   rebuild the derived tables
  help              show this help
`

type Command = (config: Config, log: Log, args: readonly string[]) => Promise<void>

const COMMANDS: Record<string, Command> = {
  serve: async (config, log) => {
    const { serve } = await import('./serve.ts')
    const server = await serve(config, log)
    process.stdout.write(`Dateline serves at ${server.url}\n`)
    stopOnSignal(() => server.stop(), log)
    logUnhandledRejections(log)
  },
  migrate: (config, log) =>
    onMigrated(config, log, async (open) => {
      await open.persist()
      process.stdout.write('All migrations are applied.\n')
    }),
  seed: (config, log) =>
    onMigrated(config, log, async (open) => {
      const { seedsFolder } = await import('./open-migrated.ts')
      const { seedDatabase } = await import('../seeds/seed.ts')
      const reports = await seedDatabase(open.db, seedsFolder)
      await open.persist()
      const count = (outcome: string) => reports.filter((report) => report.outcome === outcome).length
      process.stdout.write(`Bundled reports: ${count('STORED')} stored, ${count('KNOWN')} already stored.\n`)
      if (count('CHANGED') > 0) {
        process.stdout.write(`${count('CHANGED')} kept as stored; their files have changed since.\n`)
      }
    }),
  import: async (config, log, args) => {
    const { parseImportCommand, runImport } = await import('./cli/import.ts')
    const command = parseImportCommand(args)
    await onMigrated(config, log, async (open) => {
      const outcomes = await runImport(open, command, log, process.stdout)
      await open.persist()
      if (outcomes.some(({ error }) => error !== undefined)) process.exitCode = 1
    })
  },
  sync: async (config, log, args) => {
    const { parseSyncCommand, runSync } = await import('./cli/sync.ts')
    const command = parseSyncCommand(args)
    const stop = new AbortController()
    onStopSignal(() => stop.abort())
    await onMigrated(config, log, async (open) => {
      if ((await runSync(open, command, log, process.stdout, stop.signal)) > 0) process.exitCode = 1
    })
  },
  keys: async (config, log, args) => {
    const { parseKeysCommand, runKeys } = await import('./cli/keys.ts')
    const command = parseKeysCommand(args)
    await onMigrated(config, log, async (open) => {
      await runKeys(open.db, command, process.stdout)
      await open.persist()
    })
  },
  erase: async (config, log, args) => {
    const { parseEraseCommand, runErase } = await import('./cli/erase.ts')
    const command = parseEraseCommand(args)
    await onMigrated(config, log, async (open) => {
      await open.withoutTimeout((db) => runErase(db, command, process.stdout))
      await open.persist()
    })
  },
  explain: async (config, log, args) => {
    const { createStatementPrinter, parseExplainCommand, runExplain } = await import('./cli/explain.ts')
    const command = parseExplainCommand(args)
    const statements = createStatementPrinter(process.stdout)
    await onMigrated(config, log, (open) => runExplain(open, command, statements, process.stdout), statements.logger)
  },
  'rollups verify': (config, log) =>
    onMigrated(config, log, async (open) => {
      const { verifyDerived } = await import('../ingest/derived/rebuild.ts')
      const drifts = await open.withoutTimeout(verifyDerived)
      for (const { table, missing, surplus } of drifts) {
        process.stdout.write(
          `${table}: ${missing + surplus === 0 ? 'ok' : `${missing} rows missing, ${surplus} surplus`}\n`,
        )
      }
      if (drifts.every(({ missing, surplus }) => missing + surplus === 0)) return
      throw new Error('Derived tables are out of date. Run `npm run rollups -- rebuild`.')
    }),
  'rollups rebuild': (config, log) =>
    onMigrated(config, log, async (open) => {
      const { rebuildDerived } = await import('../ingest/derived/rebuild.ts')
      await open.withoutTimeout(rebuildDerived)
      await open.persist()
      process.stdout.write('Rebuilt all derived tables.\n')
    }),
}

const COMMANDS_WITH_ARGUMENTS = ['import', 'sync', 'keys', 'erase', 'explain']

async function onMigrated(
  config: Config,
  log: Log,
  work: (open: OpenDatabase) => Promise<void>,
  logger?: Logger,
): Promise<void> {
  const { openMigrated } = await import('./open-migrated.ts')
  const open = await openMigrated(config, log, logger)
  try {
    await work(open)
  } finally {
    await open.close()
  }
}

/** Stops gracefully after a signal or an uncaught exception: running requests end before the process exits. */
function stopOnSignal(stop: () => Promise<void>, log: Log): void {
  let isStopping = false
  const end = () => {
    if (isStopping) return
    isStopping = true
    stop().then(
      () => process.exit(),
      (error: unknown) => exitWithError(error, log),
    )
  }
  onStopSignal((signal) => {
    log.info({ signal }, 'Stopping')
    end()
  })
  // The state of the process is undefined after an uncaught exception, so it does not continue to serve.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'Uncaught exception, stopping')
    process.exitCode = 1
    end()
  })
}

function exitWithError(error: unknown, log: Log): never {
  log.debug({ err: error }, 'Command failed')
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const [first = 'serve'] = args
  // Other commands take no arguments, so that their whole line must be a command.
  const name = COMMANDS_WITH_ARGUMENTS.includes(first) ? first : args.join(' ') || 'serve'
  if (name === 'help' || name === '--help') return void process.stdout.write(USAGE)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    const received = JSON.stringify(name.slice(0, 80))
    const problem = Object.hasOwn(COMMANDS, first)
      ? `The command ${first} takes no arguments; got ${received}`
      : `Unknown command ${received}`
    process.stderr.write(`${problem}.\n\n${USAGE}`)
    process.exit(2)
  }
  let config: Config
  try {
    config = parseConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
  const log = createLog(config.LOG_LEVEL)
  await command(config, log, args.slice(1)).catch((error: unknown) => exitWithError(error, log))
}

await main()
