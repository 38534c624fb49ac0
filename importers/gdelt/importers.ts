import type { DatasetDeclaration, Importer, ParsedRow, RowContent } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'
import { isBlank, linesOf } from '../read/lines.ts'
import { delimitedRows } from '../read/rows.ts'
import type { Row } from '../values/cells.ts'
import { parseCells } from '../values/parse-row.ts'
import { ACTIONS } from './action-codes.ts'
import {
  EVENTS_1,
  EVENTS_1_DAILY,
  EVENTS_2,
  IGNORED_IN_EVENTS,
  IGNORED_IN_MENTIONS,
  MENTIONS,
  toRow,
} from './columns.ts'
import { gdelt1, gdelt2 } from './dataset.ts'
import { parseEventRow } from './event-draft.ts'
import { parseMentionRow } from './mention-draft.ts'

type ParseContent = (row: Row) => RowContent

/** The number of lines that have one of the widths, in columns, and start with a number. */
function countOfWidth(lines: readonly string[], ...widths: number[]): number {
  return lines.filter((line) => {
    const cells = line.split('\t')
    return widths.includes(cells.length) && /^\d+$/.test(cells[0] ?? '')
  }).length
}

function splitColumns(columns: readonly string[], ignored: readonly string[]): Importer['columns'] {
  return {
    used: columns.filter((column) => !ignored.includes(column)),
    ignored: columns.filter((column) => ignored.includes(column)),
  }
}

async function* readTabSeparated(
  input: Input,
  columnsOf: (width: number) => readonly string[],
  parseContent: ParseContent,
): AsyncGenerator<ParsedRow> {
  for await (const line of linesOf(input)) {
    if (isBlank(line.text)) continue
    const values = line.text.split('\t')
    const columns = columnsOf(values.length)
    yield parseCells({ ...line, values }, columns, (cells) => parseContent(toRow(columns, cells)))
  }
}

async function* readCsv(
  input: Input,
  columnsOf: (header: string[]) => string[],
  parseContent: ParseContent,
): AsyncGenerator<ParsedRow> {
  let columns: string[] | undefined
  for await (const cells of delimitedRows(input)) {
    const names = columns
    if (names === undefined) columns = columnsOf(cells.values)
    else {
      const values = cells.values.map((cell) => (cell === 'NA' ? '' : cell))
      yield parseCells({ ...cells, values }, names, (each) => parseContent(toRow(names, each)))
    }
  }
}

const labels = { scheme: 'CAMEO' as const, codes: ACTIONS }

function eventsOf(dataset: DatasetDeclaration): ParseContent {
  return (row) => ({ eventRow: parseEventRow(row, dataset) })
}
function mentions(row: Row): RowContent {
  return { mentionRow: parseMentionRow(row) }
}

/** GDELT 2.0 events, as the feed publishes them every fifteen minutes. */
export const gdelt2Events: Importer = {
  format: 'gdelt-2-events',
  dataset: gdelt2,
  columns: splitColumns(EVENTS_2, IGNORED_IN_EVENTS),
  listsAllMentions: false,
  labels,
  recognizes: (head) => countOfWidth(head, EVENTS_2.length),
  read: (input) => readTabSeparated(input, () => EVENTS_2, eventsOf(gdelt2)),
}

/** GDELT 1.0 events: 57 columns in historic files, 58 in daily files. */
const gdelt1Events: Importer = {
  format: 'gdelt-1-events',
  dataset: gdelt1,
  columns: splitColumns(EVENTS_1_DAILY, IGNORED_IN_EVENTS),
  listsAllMentions: false,
  labels,
  recognizes: (head) => countOfWidth(head, EVENTS_1.length, EVENTS_1_DAILY.length),
  read: (input) =>
    readTabSeparated(input, (width) => (width === EVENTS_1.length ? EVENTS_1 : EVENTS_1_DAILY), eventsOf(gdelt1)),
}

/** GDELT 1.0 events as CSV with a header, as some redistributors write them; NA marks an empty cell. */
const gdelt1EventsCsv: Importer = {
  format: 'gdelt-1-events-csv',
  dataset: gdelt1,
  columns: splitColumns(EVENTS_1_DAILY, IGNORED_IN_EVENTS),
  listsAllMentions: false,
  labels,
  recognizes: ([header]) => (header?.startsWith('GLOBALEVENTID,SQLDATE,') ? 1 : 0),
  read: (input) => readCsv(input, (header) => header, eventsOf(gdelt1)),
}

/** GDELT 2.0 mentions, as the feed publishes them every fifteen minutes. */
export const gdelt2Mentions: Importer = {
  format: 'gdelt-2-mentions',
  dataset: gdelt2,
  columns: splitColumns(MENTIONS, IGNORED_IN_MENTIONS),
  listsAllMentions: false,
  labels,
  recognizes: (head) => countOfWidth(head, MENTIONS.length),
  read: (input) => readTabSeparated(input, () => MENTIONS, mentions),
}

/** GDELT 2.0 mentions as CSV with a header in lower case. */
const gdelt2MentionsCsv: Importer = {
  format: 'gdelt-2-mentions-csv',
  dataset: gdelt2,
  columns: splitColumns(MENTIONS, IGNORED_IN_MENTIONS),
  listsAllMentions: false,
  labels,
  recognizes: ([header]) => (header?.startsWith('globaleventid,eventtimedate,') ? 1 : 0),
  read: (input) =>
    readCsv(
      input,
      (header) => header.map((name) => MENTIONS.find((column) => column.toLowerCase() === name) ?? name),
      mentions,
    ),
}

export const GDELT = [gdelt2Events, gdelt2Mentions, gdelt1Events, gdelt1EventsCsv, gdelt2MentionsCsv]
