import { showValue } from '../database/values/show-value.ts'
import type { Importer } from './feed/importer.ts'
import { GDELT } from './gdelt/importers.ts'
import { UnreadableFileError, type Input } from './read/input.ts'
import { headOf } from './read/lines.ts'
import { UCDP } from './ucdp/importers.ts'

/** The importers of each feed, one per file format. */
export const FEEDS: Readonly<Record<string, readonly Importer[]>> = { gdelt: GDELT, ucdp: UCDP }

const HEAD_LINES = 50

/**
 * Detects the format of a file: the one that most of its first lines have. The others are rejected when they are read.
 * @param feed a key of `FEEDS`
 * @throws {UnreadableFileError} if the file has none of the feed's formats
 */
export async function importerOf(feed: string, input: Input): Promise<Importer> {
  const importers = FEEDS[feed] ?? []
  const head = await headOf(input, HEAD_LINES)
  const [best] = importers
    .map((importer) => ({ importer, lineCount: importer.recognizes(head) }))
    .toSorted((a, b) => b.lineCount - a.lineCount)
  if (best !== undefined && best.lineCount > 0) return best.importer
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
  if (first.includes('\u0000')) return 'it is not UTF-8 text. If it is UTF-16, convert it, such as with iconv'
  const columnCount = first.split('\t').length
  if (columnCount > 1) {
    const start = showValue(first.slice(0, first.indexOf('\t')))
    return `none of its first lines has the columns of a format and begins with a number; the first has ${columnCount} tab-separated columns and begins with ${start}`
  }
  return `its first line is ${showValue(first)}`
}
