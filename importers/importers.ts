import { showValue } from '../database/values/show-value.ts'
import type { Importer } from './feed/importer.ts'
import { GDELT } from './gdelt/importers.ts'
import { UnreadableFileError, type Input } from './read/input.ts'
import { headOf } from './read/rows.ts'
import { UCDP } from './ucdp/importers.ts'

/** The importers of each feed, one per file format. */
export const FEEDS: Readonly<Record<string, readonly Importer[]>> = { gdelt: GDELT, ucdp: UCDP }

const HEAD_LINES = 50

/**
 * Detects the format of a file from its first lines.
 * @param feed a key of `FEEDS`
 * @throws {UnreadableFileError} if the file has none of the feed's formats
 */
export async function importerOf(feed: string, input: Input): Promise<Importer> {
  const importers = FEEDS[feed] ?? []
  const head = await headOf(input, HEAD_LINES)
  const importer = importers.find((candidate) => candidate.recognizes(head))
  if (importer) return importer
  const formats = importers.map(
    ({ format, columns }) => `${format} (${columns.used.length + columns.ignored.length} columns)`,
  )
  throw new UnreadableFileError(
    `${input.name} is not a file of ${feed}: ${describeHead(head)}. ` +
      `Expected one of ${formats.join(', ')}. No row was stored.`,
  )
}

function describeHead(head: readonly string[]): string {
  const [first = ''] = head
  if (/^\s*<(!doctype|html)/i.test(first)) return 'it is an HTML page, such as a server sends with an error'
  if (/^data_id,iso,event_id_cnty,/i.test(first)) return 'it is a file of ACLED, whose terms forbid redistribution'
  const columnCount = first.split('\t').length
  if (columnCount > 1) return `its first line has ${columnCount} tab-separated columns`
  return `its first line is ${showValue(first)}`
}
