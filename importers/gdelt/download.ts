import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ListedFile } from './listing.ts'

/** The site of the feed, and how to retry downloads. */
export interface FeedSite {
  /** The URL of the folder with the files, such as http://data.gdeltproject.org/gdeltv2/ */
  baseUrl: URL
  maxRetries: number
  /** The delay before the first retry; it doubles with each retry. */
  firstDelayMs: number
  signal: AbortSignal
  /** Receives every failed attempt. */
  onFailure: (fileName: string, reason: string) => void
}

/** The server does not have the file, or does not have it yet. */
class FileMissingError extends Error {}

const TIMEOUT_MS = 120_000

/**
 * Downloads a file list.
 * @param fileName `lastupdate.txt` or `masterfilelist.txt`
 * @throws {Error} if all attempts fail
 */
export function fetchListing(site: FeedSite, fileName: string): Promise<string> {
  return withRetries(site, fileName, async () => (await get(site, fileName)).toString('utf8'))
}

/**
 * Downloads a file and checks its size and MD5 against the file list.
 * @param path the file to write
 * @throws {FileMissingError} if the server does not have the file
 * @throws {Error} if all attempts fail
 */
export function fetchFile(site: FeedSite, { name, byteCount, md5 }: ListedFile, path: string): Promise<void> {
  return withRetries(site, name, async () => {
    const content = await get(site, name)
    if (content.length !== byteCount) throw new Error(`expected ${byteCount} bytes; got ${content.length}`)
    const digest = createHash('md5').update(content).digest('hex')
    if (digest !== md5) throw new Error(`expected the MD5 ${md5}; got ${digest}`)
    await writeFile(path, content)
  })
}

/** Downloads from the base URL only: the host in the file list is ignored. */
async function get({ baseUrl, signal }: FeedSite, fileName: string): Promise<Buffer> {
  const response = await fetch(new URL(fileName, baseUrl), {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  if (response.status === 404) throw new FileMissingError(`${fileName} is not on the server (HTTP status 404)`)
  if (!response.ok) throw new Error(`the server answered with HTTP status ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

async function withRetries<Result>(site: FeedSite, fileName: string, attempt: () => Promise<Result>): Promise<Result> {
  for (let retries = 0; ; retries++) {
    try {
      return await attempt()
    } catch (error) {
      if (site.signal.aborted || error instanceof FileMissingError) throw error
      const reason = describeError(error)
      site.onFailure(fileName, reason)
      if (retries >= site.maxRetries)
        throw new Error(`${fileName} could not be downloaded: ${reason}.`, { cause: error })
      await sleep(site.firstDelayMs * 2 ** retries, undefined, { signal: site.signal })
    }
  }
}

/** `fetch` fails with "fetch failed"; only the cause has the reason. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
