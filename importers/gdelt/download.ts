import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ListedFile } from './listing.ts'

/** From where the feed is fetched, and how patiently. */
export interface FeedSite {
  /** The folder of its files, such as http://data.gdeltproject.org/gdeltv2/ */
  baseUrl: URL
  /** How often a fetch is tried again. */
  retries: number
  /** How long the first wait is; each further one is twice as long. */
  firstWaitMs: number
  /** Ends fetches and waits. */
  signal: AbortSignal
  /** Is told of every attempt that fails. */
  onFailure: (name: string, reason: string) => void
}

/** A file that the server does not have, at least for now. */
export class FileMissingError extends Error {}

const TIMEOUT_MS = 120_000

/**
 * Fetches one of the feed's lists.
 * @param name lastupdate.txt or masterfilelist.txt
 * @throws {Error} where it could not be had after all attempts
 */
export function fetchListing(feed: FeedSite, name: string): Promise<string> {
  return patiently(feed, name, async () => (await get(feed, name)).toString('utf8'))
}

/**
 * Fetches a file of the feed, and checks its size and MD5 against the list.
 * @param listed as the list has it
 * @param path where to write it
 * @throws {FileMissingError} where the server has no such file
 * @throws {Error} where it could not be had whole after all attempts
 */
export function fetchFile(feed: FeedSite, { name, byteCount, md5 }: ListedFile, path: string): Promise<void> {
  return patiently(feed, name, async () => {
    const content = await get(feed, name)
    if (content.length !== byteCount) throw new Error(`${content.length} bytes came instead of ${byteCount}`)
    const digest = createHash('md5').update(content).digest('hex')
    if (digest !== md5) throw new Error(`its MD5 is ${digest} instead of ${md5}`)
    await writeFile(path, content)
  })
}

/** The lists name a host of their own; only the one that was asked for is ever spoken to. */
async function get({ baseUrl, signal }: FeedSite, name: string): Promise<Buffer> {
  const response = await fetch(new URL(name, baseUrl), {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  if (response.status === 404) throw new FileMissingError(`${name} is not there`)
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

async function patiently<Result>(feed: FeedSite, name: string, attempt: () => Promise<Result>): Promise<Result> {
  for (let tried = 0; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (feed.signal.aborted || error instanceof FileMissingError) throw error
      const reason =
        error instanceof Error
          ? [error.message, (error.cause as Error | undefined)?.message].filter(Boolean).join(': ')
          : String(error)
      feed.onFailure(name, reason)
      if (tried >= feed.retries) throw new Error(`${name} could not be fetched: ${reason}.`, { cause: error })
      await sleep(feed.firstWaitMs * 2 ** tried, undefined, { signal: feed.signal })
    }
  }
}
