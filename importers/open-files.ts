import { readBatches, type Batch } from './feed/batches.ts'
import type { Importer } from './feed/importer.ts'
import { importerOf } from './importers.ts'
import { assertReportFile } from './json/import-reports.ts'
import { UnreadableFileError, openInput, type Input } from './read/input.ts'

/** The feed of reports in the interchange format: it needs no mapping. */
export const REPORTS = 'json'

/** A file that is of the right shape, and what is read of it already. */
export interface OpenFile {
  path: string
  input: Input
  /** How its rows are read; left out where each line is a report in the interchange format. */
  rows?: { importer: Importer; batches: AsyncGenerator<Batch> }
  /** Lets go of it. */
  close: () => void
}

/** A file that was refused, and why. */
export interface UnreadableFile {
  path: string
  error: UnreadableFileError
}

/**
 * Opens files one after the other, and begins to read each.
 * @param feed a name of `FEEDS`, or `REPORTS`
 * @param paths see `openInput`
 */
export async function* openFiles(feed: string, paths: readonly string[]): AsyncGenerator<OpenFile | UnreadableFile> {
  for (const path of paths) {
    const closers: (() => void)[] = []
    const close = () => {
      for (const each of closers) each()
    }
    try {
      const input = await openInput(path, (closer) => closers.push(closer))
      if (feed === REPORTS) await assertReportFile(input)
      const importer = feed === REPORTS ? undefined : await importerOf(feed, input)
      const rows = importer && { importer, batches: readBatches(importer, input) }
      yield { path, input, close, ...(rows && { rows }) }
    } catch (error) {
      close()
      if (!(error instanceof UnreadableFileError)) throw error
      yield { path, error: error }
    }
  }
}
