import type { Importer } from './feed/importer.ts'
import { GDELT } from './gdelt/importers.ts'
import { UnreadableFileError, type Input } from './read/input.ts'
import { headOf } from './read/rows.ts'
import { UCDP } from './ucdp/importers.ts'

/** The feeds that can be imported, and the formats of their files. */
export const FEEDS: Record<string, readonly Importer[]> = { gdelt: GDELT, ucdp: UCDP }

const HEAD = 50

/**
 * Finds out in which of a feed's formats a file is, before anything of it is stored.
 * @param feed a name of `FEEDS`
 * @param input the file
 * @throws {UnreadableFileError} where it is in none
 */
export async function importerOf(feed: string, input: Input): Promise<Importer> {
  const head = await headOf(input, HEAD)
  const importer = FEEDS[feed]!.find((each) => each.recognizes(head))
  if (importer) return importer
  const expected = FEEDS[feed]!.map(
    ({ format, columns }) => `${format} (${columns.used.length + columns.ignored.length} columns)`,
  )
  throw new UnreadableFileError(
    `${input.name} is not a file of ${feed}: ${described(head)}. Expected one of ${expected.join(', ')}. Nothing of it was stored.`,
  )
}

function described(head: readonly string[]): string {
  const [first = ''] = head
  if (/^\s*<(!doctype|html)/i.test(first)) return 'it is a page of HTML, such as a server sends with an error'
  if (/^data_id,iso,event_id_cnty,/i.test(first)) return 'it is a file of ACLED, whose terms do not let it be passed on'
  const tabs = first.split('\t').length
  if (tabs > 1) return `its first line has ${tabs} columns parted by tabs`
  return `its first line begins with "${first.slice(0, 60)}"`
}
