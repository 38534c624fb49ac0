import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** A file of the feed, as `lastupdate.txt` (the newest slice) or `masterfilelist.txt` (all slices) lists it. */
export interface ListedFile {
  /** The end of its fifteen minutes, UTC, such as 20160405121500. */
  slice: string
  kind: 'export' | 'mentions'
  name: string
  byteCount: number
  /** In hex. */
  md5: string
}

/** A line of a file list. */
const LINE = /^(?<size>\d+) (?<md5>[0-9a-f]{32}) \S*\/(?<name>(?<slice>\d{14})\.(?<kind>export|mentions)\.CSV\.zip)$/i

/**
 * Parses a file list. Each line has the size in bytes, the MD5 in hex and the URL of a file. Lines of other files (the
 * Global Knowledge Graph) and damaged lines are skipped.
 * @returns the files in import order: by slice, events before mentions
 */
export function parseListing(text: string): ListedFile[] {
  return text
    .split('\n')
    .flatMap((line): ListedFile[] => {
      const { size, md5, name, slice, kind } = LINE.exec(line.trim())?.groups ?? {}
      if (!md5 || !name || !slice || !kind) return []
      return [
        {
          slice,
          kind: kind.toLowerCase() === 'export' ? 'export' : 'mentions',
          name,
          byteCount: Number(size),
          md5: md5.toLowerCase(),
        },
      ]
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

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
