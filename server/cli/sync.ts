import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { syncGdelt } from '../../importers/gdelt/sync.ts'
import type { ImportCounts } from '../../importers/store/import-log.ts'
import { ImportSession } from '../../importers/store/session.ts'
import { parseArguments, UsageError } from './arguments.ts'

/** What `sync` was asked to do. */
export interface SyncCommand {
  once: boolean
  since: string | undefined
  baseUrl: URL
}

const GDELT = 'http://data.gdeltproject.org/gdeltv2/'
/** A new slice comes every fifteen minutes, some minutes late. */
const EVERY_MS = 300_000
const RETRIES = 5
const FIRST_WAIT_MS = 1_000

/**
 * Reads the words after `sync`.
 * @throws {UsageError} where they make no sense
 */
export function parseSyncCommand(words: readonly string[]): SyncCommand {
  const parsed = parseArguments(words, {
    once: { type: 'boolean', default: false },
    since: { type: 'string' },
    'base-url': { type: 'string', default: GDELT },
  })
  const { positionals, values } = parsed
  if (positionals.length !== 1 || positionals[0] !== 'gdelt')
    throw new UsageError('Say which feed to follow: sync gdelt')
  const { once, since } = values
  if (since !== undefined && !/^\d{14}$/.test(since)) {
    throw new UsageError('--since is the time of a slice, YYYYMMDDHHMMSS, such as 20160405121500.')
  }
  const baseUrl = URL.parse(values['base-url'].replace(/\/*$/, '/'))
  if (baseUrl === null || !/^https?:$/.test(baseUrl.protocol)) {
    throw new UsageError(`--base-url is no address on the web: ${values['base-url']}`)
  }
  return { once, since, baseUrl }
}

/** How patiently to follow; tests are less so. */
export interface RetryDelays {
  everyMs?: number
  firstWaitMs?: number
  retries?: number
}

/**
 * Follows the feed until it is told to stop: takes in what is new and what was missed, then waits. A file that is being
 * imported when it is told so is brought to the end of its batch.
 * @param open a migrated database
 * @param signal tells it to stop
 * @param out where to write what became of each file
 * @returns how many files could not be had in the last round
 */
export async function runSync(
  open: OpenDatabase,
  { once, since, baseUrl }: SyncCommand,
  log: Pick<Log, 'warn' | 'error'>,
  out: NodeJS.WritableStream,
  signal: AbortSignal,
  { everyMs = EVERY_MS, firstWaitMs = FIRST_WAIT_MS, retries = RETRIES }: RetryDelays = {},
): Promise<number> {
  const onFailure = (file: string, reason: string) => log.warn({ file, reason }, 'A fetch failed')
  const feed = { baseUrl, retries, firstWaitMs, signal, onFailure }
  for (;;) {
    // Between two rounds anybody else may have changed what is stored.
    const session = new ImportSession()
    let failed = 0
    try {
      await open.bulkLoad(
        async (loading) => {
          for await (const synced of syncGdelt(loading, feed, since, { session })) {
            if ('error' in synced) failed++
            out.write(`${synced.file.name}: ${'error' in synced ? synced.error : toldOf(synced.tally)}\n`)
          }
        },
        () => out.write('An import is running; this waits for it.\n'),
      )
      await open.persist()
    } catch (error) {
      if (signal.aborted) return failed
      if (once) throw error
      log.error({ err: error }, 'The feed could not be followed; the next attempt comes in some minutes')
    }
    if (once || signal.aborted) return failed
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return failed
  }
}

function toldOf({ rowsRead, eventsCreated, rowsMerged, mentionsWritten, rowsRejected }: ImportCounts): string {
  return `${rowsRead} rows: ${eventsCreated} events created, ${rowsMerged} rows merged, ${mentionsWritten} reports written, ${rowsRejected} rows set aside`
}
