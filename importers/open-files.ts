import { readBatches, type Batch } from './feed/batches.ts'
import type { Importer } from './feed/importer.ts'
import { importerOf } from './importers.ts'
import { assertReportFile } from './json/import-reports.ts'
import { UnreadableFileError, openInput, type Input } from './read/input.ts'

/** The feed whose files hold reports, one JSON document per line; it needs no importer. */
export const REPORT_FEED = 'json'

/** A file with a recognized format; reading has started. */
export interface OpenFile {
  path: string
  input: Input
  /** The rows of the file; absent if each line is a report. */
  rows?: { importer: Importer; batches: AsyncGenerator<Batch> }
  close: () => void
}

export interface UnreadableFile {
  path: string
  error: UnreadableFileError
}

/**
 * Opens files one after the other and starts to read each.
 * @param feed a key of `FEEDS`, or `REPORT_FEED`
 * @param paths see `openInput`
 */
export async function* openFiles(feed: string, paths: readonly string[]): AsyncGenerator<OpenFile | UnreadableFile> {
  for (const path of paths) {
    const cleanups: (() => void)[] = []
    const close = () => {
      for (const cleanup of cleanups) cleanup()
    }
    try {
      const input = await openInput(path, (cleanup) => cleanups.push(cleanup))
      if (feed === REPORT_FEED) await assertReportFile(input)
      const importer = feed === REPORT_FEED ? undefined : await importerOf(feed, input)
      const rows = importer && { importer, batches: readBatches(importer, input) }
      yield { path, input, close, ...(rows && { rows }) }
    } catch (error) {
      close()
      if (!(error instanceof UnreadableFileError)) throw error
      yield { path, error }
    }
  }
}
