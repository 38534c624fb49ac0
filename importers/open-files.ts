import { spreadsheetImporter } from './csv/importer.ts'
import type { Mapping } from './csv/mapping/mapping.ts'
import { readBatches, type Batch } from './feed/batches.ts'
import type { Importer } from './feed/importer.ts'
import { importerOf } from './importers.ts'
import { assertReportFile } from './json/import-reports.ts'
import { UnreadableFileError, openInput, type Input } from './read/input.ts'

/** The feed whose files hold reports, one JSON document per line; it needs no importer. */
export const REPORT_FEED = 'json'

/** The feed whose files are spreadsheets; a mapping makes the importer of each. */
export const SPREADSHEET_FEED = 'csv'

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
 * @param feed a key of `FEEDS`, `REPORT_FEED` or `SPREADSHEET_FEED`
 * @param paths see `openInput`
 * @param mapping of spreadsheets
 */
export async function* openFiles(
  feed: string,
  paths: readonly string[],
  mapping?: Mapping,
): AsyncGenerator<OpenFile | UnreadableFile> {
  for (const path of paths) {
    const cleanups: (() => void)[] = []
    const close = () => {
      for (const cleanup of cleanups) cleanup()
    }
    try {
      const input = await openInput(path, (cleanup) => cleanups.push(cleanup))
      if (feed === REPORT_FEED) await assertReportFile(input)
      const importer = await importerFor(feed, input, mapping)
      const rows = importer && { importer, batches: readBatches(importer, input) }
      yield { path, input, close, ...(rows && { rows }) }
    } catch (error) {
      close()
      if (!(error instanceof UnreadableFileError)) throw error
      yield { path, error }
    }
  }
}

/** @returns the importer of a file; undefined for a file of reports, which needs none */
async function importerFor(feed: string, input: Input, mapping: Mapping | undefined): Promise<Importer | undefined> {
  if (feed === REPORT_FEED) return undefined
  if (feed !== SPREADSHEET_FEED) return importerOf(feed, input)
  if (mapping === undefined) throw new Error('A spreadsheet needs a mapping.')
  return spreadsheetImporter(mapping, input)
}
