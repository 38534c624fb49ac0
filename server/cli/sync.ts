import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { showValue } from '../../database/values/show-value.ts'
import { syncGdelt, type SyncOutcome } from '../../importers/gdelt/sync.ts'
import type { ImportCounts } from '../../importers/store/import-log.ts'
import { ImportSession } from '../../importers/store/session.ts'
import { parseArguments, UsageError } from './arguments.ts'
import { CODED_NOTE } from './coded-note.ts'
import { countsToJson } from './counts-json.ts'

export interface SyncCommand {
  once: boolean
  /** The first slice to import, such as 20160405121500. */
  since: string | undefined
  baseUrl: URL
  /** Print JSON, one object a line. */
  json?: boolean
}

const GDELT_URL = 'http://data.gdeltproject.org/gdeltv2/'
/** GDELT publishes a slice every fifteen minutes, some minutes late. */
const INTERVAL_MS = 300_000
const MAX_RETRIES = 5
const FIRST_DELAY_MS = 1_000

/**
 * Parses the arguments of `sync`.
 * @throws {UsageError} if they are wrong
 */
export function parseSyncCommand(args: readonly string[]): SyncCommand {
  const { positionals, values } = parseArguments(args, {
    once: { type: 'boolean', default: false },
    since: { type: 'string' },
    'base-url': { type: 'string', default: GDELT_URL },
    json: { type: 'boolean', default: false },
  })
  if (positionals.length !== 1 || positionals[0] !== 'gdelt')
    throw new UsageError('The feed must be gdelt: sync gdelt.')
  const { once, since, json } = values
  if (since !== undefined && !/^\d{14}$/.test(since)) {
    throw new UsageError(
      `--since must be the time of a slice, YYYYMMDDHHMMSS, such as 20160405121500; got ${showValue(since)}.`,
    )
  }
  const baseUrl = URL.parse(values['base-url'].replace(/\/*$/, '/'))
  if (baseUrl === null || !/^https?:$/.test(baseUrl.protocol))
    throw new UsageError(`--base-url must be an http or https URL; got ${showValue(values['base-url'])}.`)
  return { once, since, baseUrl, json }
}

/** How often to poll the feed and to retry downloads. Tests use shorter delays. */
export interface SyncTiming {
  intervalMs?: number
  firstDelayMs?: number
  maxRetries?: number
}

/**
 * Follows the feed until `signal` is aborted: imports the new and the missed slices, then waits. A file that is being
 * imported at that moment is imported up to the end of its batch.
 * @param open a migrated database
 * @param out receives one line per file, one about the evidence after the first round with files, and a last one after an
 *   interruption
 * @returns the number of files that failed in the last round
 */
export async function runSync(
  open: OpenDatabase,
  { once, since, baseUrl, json }: SyncCommand,
  log: Pick<Log, 'warn' | 'error'>,
  out: NodeJS.WritableStream,
  signal: AbortSignal,
  { intervalMs = INTERVAL_MS, firstDelayMs = FIRST_DELAY_MS, maxRetries = MAX_RETRIES }: SyncTiming = {},
): Promise<number> {
  const onFailure = (file: string, reason: string) => log.warn({ file, reason }, 'A download failed')
  const site = { baseUrl, maxRetries, firstDelayMs, signal, onFailure }
  let importedCount = 0
  let isNoted = json
  const stop = (failedCount: number): number => {
    out.write(
      json
        ? `${JSON.stringify({ interrupted: true, filesImported: importedCount })}\n`
        : `Stopped. ${importedCount} files were imported completely; run the command again to continue.\n`,
    )
    return failedCount
  }
  for (;;) {
    // A new session for each round, because other clients may change stored rows between two rounds.
    const session = new ImportSession()
    let failedCount = 0
    try {
      await open.bulkLoad(
        async (loader) => {
          for await (const outcome of syncGdelt(loader, site, since, { session, signal })) {
            if ('error' in outcome) failedCount++
            else importedCount++
            out.write(`${json ? JSON.stringify(jsonOf(outcome)) : describe(outcome)}\n`)
          }
        },
        () => log.warn({}, 'Another import is running. Waiting for it to end'),
      )
      await open.persist()
    } catch (error) {
      if (!signal.aborted) {
        if (once) throw error
        log.error({ err: error, retryInMs: intervalMs }, 'The feed could not be synchronized')
      }
    }
    if (!isNoted && importedCount > 0) {
      out.write(CODED_NOTE)
      isNoted = true
    }
    if (signal.aborted) return stop(failedCount)
    if (once) return failedCount
    await sleep(intervalMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return stop(failedCount)
  }
}

function describe(outcome: SyncOutcome): string {
  return `${outcome.file.name}: ${'error' in outcome ? outcome.error : describeCounts(outcome.counts)}`
}

function jsonOf(outcome: SyncOutcome): object {
  const { name } = outcome.file
  return 'error' in outcome ? { name, error: outcome.error } : { name, ...countsToJson(outcome.counts) }
}

function describeCounts({ rowsRead, eventsCreated, rowsMerged, mentionsWritten, rowsRejected }: ImportCounts): string {
  return (
    `${rowsRead} rows: ${eventsCreated} events created, ${rowsMerged} rows merged, ` +
    `${mentionsWritten} mentions written, ${rowsRejected} rows rejected`
  )
}
