import type { OpenDatabase } from '../database/connection/connection.ts'
import { createLog, type Log } from '../database/log.ts'
import { reasonOf } from '../importers/values/text.ts'
import { ConfigError, parseConfig, type Config } from './config.ts'
import { onStopSignal } from './stop-signal.ts'
import { logUnhandledRejections } from './unhandled-rejections.ts'

const USAGE = `Usage: dateline [command]

  serve             serve GraphQL and GraphiQL (the default); migrates first, and seeds the embedded database
  migrate           apply the migrations that are missing
  seed              store the bundled reports, as far as they are not stored yet
  import FEED FILE...
                    take in files of a feed (gdelt, ucdp, json): plain, .gz, .zip, - for standard input, patterns
    --release       the files are complete for their range: what they no longer have is retracted
    --strict        fail at the first row that cannot be used, instead of setting it aside
    --rejects DIR where rows that cannot be used are written (rejects)
  sync gdelt        follow the feed: take in each new slice, and those that were missed, until stopped
    --once          take in what is there, and end
    --since TIME    from this slice on, YYYYMMDDHHMMSS; from the first that was taken in, else the newest
    --base-url URL  where the feed is
  keys create --scope publish --name NAME
                    make a key, and show it once; --scope read where reading needs one
  keys list         all keys, when they were made and last used
  keys revoke --name NAME
                    refuse it from now on
  rollups verify    compute anew what is derived from events and names, compare, and fail where it differs
  rollups rebuild   make it anew
  help              show this
`

type Command = (config: Config, log: Log, words: readonly string[]) => Promise<void>

const COMMANDS: Record<string, Command> = {
  serve: async (config, log) => {
    const { serve } = await import('./serve.ts')
    const serving = await serve(config, log)
    process.stdout.write(`Dateline serves at ${serving.url}\n`)
    stopOnSignal(() => serving.stop(), log)
    logUnhandledRejections(log)
  },
  migrate: (config, log) =>
    onMigrated(config, log, async (open) => {
      await open.persist()
      process.stdout.write('Every migration is applied.\n')
    }),
  seed: (config, log) =>
    onMigrated(config, log, async (open) => {
      const { seedsFolder } = await import('./serve.ts')
      const { seedDatabase } = await import('../seeds/seed.ts')
      const seeded = await seedDatabase(open.db, seedsFolder)
      await open.persist()
      const count = (wanted: string) => seeded.filter(({ outcome }) => outcome === wanted).length
      process.stdout.write(`${count('STORED')} reports stored, ${count('KNOWN')} were stored before.\n`)
      if (count('CHANGED') > 0) {
        process.stdout.write(`${count('CHANGED')} were stored from another version of their file, and stay.\n`)
      }
    }),
  import: async (config, log, words) => {
    const { parseImportCommand, runImport } = await import('./cli/import.ts')
    const order = parseImportCommand(words)
    await onMigrated(config, log, async (open) => {
      const outcomes = await runImport(open, order, log, process.stdout)
      await open.persist()
      if (outcomes.some(({ error }) => error !== undefined)) process.exitCode = 1
    })
  },
  sync: async (config, log, words) => {
    const { parseSyncCommand, runSync } = await import('./cli/sync.ts')
    const order = parseSyncCommand(words)
    const stop = new AbortController()
    onStopSignal(() => stop.abort())
    await onMigrated(config, log, async (open) => {
      if ((await runSync(open, order, log, process.stdout, stop.signal)) > 0) process.exitCode = 1
    })
  },
  keys: async (config, log, words) => {
    const { parseKeysCommand, runKeys } = await import('./cli/keys.ts')
    const order = parseKeysCommand(words)
    await onMigrated(config, log, async (open) => {
      await runKeys(open.db, order, process.stdout)
      await open.persist()
    })
  },
  'rollups verify': (config, log) =>
    onMigrated(config, log, async (open) => {
      const { verifyDerived } = await import('../ingest/derived/rebuild.ts')
      const drifts = await open.withoutTimeout(verifyDerived)
      for (const { table, missing, surplus } of drifts) {
        process.stdout.write(
          `${table}: ${missing + surplus === 0 ? 'true' : `${missing} rows missing, ${surplus} too many`}\n`,
        )
      }
      if (drifts.every(({ missing, surplus }) => missing + surplus === 0)) return
      throw new Error(
        'What is derived differs from what it is derived from. `npm run rollups -- rebuild` makes it anew.',
      )
    }),
  'rollups rebuild': (config, log) =>
    onMigrated(config, log, async (open) => {
      const { rebuildDerived } = await import('../ingest/derived/rebuild.ts')
      await open.withoutTimeout(rebuildDerived)
      await open.persist()
      process.stdout.write('All that is derived is made anew.\n')
    }),
}

/** These read words of their own. */
const WITH_WORDS = ['import', 'sync', 'keys']

async function onMigrated(config: Config, log: Log, work: (open: OpenDatabase) => Promise<void>): Promise<void> {
  const { openMigrated } = await import('./serve.ts')
  const open = await openMigrated(config, log)
  try {
    await work(open)
  } finally {
    await open.close()
  }
}

/** Lets running requests end before the process exits, after a signal or an uncaught exception. */
function stopOnSignal(stop: () => Promise<void>, log: Log): void {
  let isStopping = false
  const end = () => {
    if (isStopping) return
    isStopping = true
    stop().then(
      () => process.exit(),
      (error: unknown) => failed(error, log),
    )
  }
  onStopSignal((signal) => {
    log.info({ signal }, 'Stopping')
    end()
  })
  // The state of the process is unknown after an exception that no code caught, so it is not kept running.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'Stopping after an uncaught exception')
    process.exitCode = 1
    end()
  })
}

function failed(error: unknown, log: Log): never {
  log.debug({ err: error }, 'The command failed')
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const words = process.argv.slice(2)
  // The others take no arguments, so that a word too many is seen.
  const name = WITH_WORDS.includes(words[0]!) ? words[0]! : words.join(' ') || 'serve'
  if (name === 'help' || name === '--help') return void process.stdout.write(USAGE)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    const complaint = Object.hasOwn(COMMANDS, words[0]!)
      ? `${words[0]} takes no arguments`
      : `There is no command ${name}`
    process.stderr.write(`${complaint}.\n\n${USAGE}`)
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
  await command(config, log, words.slice(1)).catch((error: unknown) => failed(error, log))
}

await main()
