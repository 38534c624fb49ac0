import type { DatasetDeclaration, Importer, ParsedRow } from '../feed/importer.ts'
import { RejectedRowError } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'
import { delimitedRows, linesOf, type Cells } from '../read/rows.ts'
import { shortened } from '../values/text.ts'
import {
  EVENTS_1,
  EVENTS_1_DAILY,
  EVENTS_2,
  IGNORED_IN_EVENTS,
  IGNORED_IN_MENTIONS,
  MENTIONS,
  namedColumns,
  type Row,
} from './columns.ts'
import { gdelt1, gdelt2 } from './dataset.ts'
import { ACTIONS, draftOf } from './event-draft.ts'
import { mentionOf } from './mention-draft.ts'

/** A layout of lines: how many cells, and what the first of them look like. */
function isLaidOut(line: string, widths: readonly number[]): boolean {
  const cells = line.split('\t')
  return widths.includes(cells.length) && /^\d+$/.test(cells[0]!)
}

function usedOf(columns: readonly string[], ignored: readonly string[]) {
  return {
    used: columns.filter((column) => !ignored.includes(column)),
    ignored: columns.filter((column) => ignored.includes(column)),
  }
}

function toReading(
  cells: Cells,
  columns: readonly string[],
  draft: (row: Row) => Omit<ParsedRow & object, 'line'>,
): ParsedRow {
  const { line, values, text } = cells
  if (values.length !== columns.length) {
    return {
      line,
      rejectedRows: {
        line,
        reason: `has ${values.length} columns instead of ${columns.length}`,
        text: shortened(text),
      },
    }
  }
  try {
    return { line, ...draft(namedColumns(columns, values)) } as ParsedRow
  } catch (error) {
    if (!(error instanceof RejectedRowError)) throw error
    return {
      line,
      rejectedRows: { line, column: error.column, reason: `${error.column} ${error.message}`, text: shortened(text) },
    }
  }
}

async function* readTabs(input: Input, columnsOf: (width: number) => readonly string[], draft: (row: Row) => object) {
  for await (const { line, text } of linesOf(input)) {
    if (text === '') continue
    const values = text.split('\t')
    yield toReading({ line, values, text }, columnsOf(values.length), draft as never)
  }
}

const labels = { scheme: 'CAMEO' as const, codes: ACTIONS }

function eventsOf(dataset: DatasetDeclaration) {
  return (row: Row) => ({ draft: draftOf(row, dataset) })
}
function mentions(row: Row) {
  return { mention: mentionOf(row) }
}

/** GDELT 2.0 events, as the feed brings them every fifteen minutes. */
export const gdelt2Events: Importer = {
  format: 'gdelt-2-events',
  dataset: gdelt2,
  columns: usedOf(EVENTS_2, IGNORED_IN_EVENTS),
  listsAllMentions: false,
  labels,
  recognizes: (head) => head.length > 0 && head.every((line) => isLaidOut(line, [EVENTS_2.length])),
  read: (input) => readTabs(input, () => EVENTS_2, eventsOf(gdelt2)),
}

/** GDELT 1.0 events: 57 columns in historic files, 58 in daily ones. */
const gdelt1Events: Importer = {
  format: 'gdelt-1-events',
  dataset: gdelt1,
  columns: usedOf(EVENTS_1_DAILY, IGNORED_IN_EVENTS),
  listsAllMentions: false,
  labels,
  recognizes: (head) =>
    head.length > 0 && head.every((line) => isLaidOut(line, [EVENTS_1.length, EVENTS_1_DAILY.length])),
  read: (input) =>
    readTabs(input, (width) => (width === EVENTS_1.length ? EVENTS_1 : EVENTS_1_DAILY), eventsOf(gdelt1)),
}

/** GDELT 1.0 events with commas and a header, as some who pass them on write them; NA stands for nothing. */
const gdelt1Table: Importer = {
  format: 'gdelt-1-events-csv',
  dataset: gdelt1,
  columns: usedOf(EVENTS_1_DAILY, IGNORED_IN_EVENTS),
  listsAllMentions: false,
  labels,
  recognizes: ([header]) => header?.startsWith('GLOBALEVENTID,SQLDATE,') ?? false,
  read: (input) => readTable(input, (header) => header, eventsOf(gdelt1)),
}

/** GDELT 2.0 mentions, as the feed brings them. */
export const gdelt2Mentions: Importer = {
  format: 'gdelt-2-mentions',
  dataset: gdelt2,
  columns: usedOf(MENTIONS, IGNORED_IN_MENTIONS),
  listsAllMentions: false,
  labels,
  recognizes: (head) => head.length > 0 && head.every((line) => isLaidOut(line, [MENTIONS.length])),
  read: (input) => readTabs(input, () => MENTIONS, mentions),
}

/** GDELT 2.0 mentions with commas and a header in lower case. */
const gdelt2MentionsTable: Importer = {
  format: 'gdelt-2-mentions-csv',
  dataset: gdelt2,
  columns: usedOf(MENTIONS, IGNORED_IN_MENTIONS),
  listsAllMentions: false,
  labels,
  recognizes: ([header]) => header?.startsWith('globaleventid,eventtimedate,') ?? false,
  read: (input) =>
    readTable(
      input,
      (header) => header.map((name) => MENTIONS.find((column) => column.toLowerCase() === name) ?? name),
      mentions,
    ),
}

async function* readTable(input: Input, namesOf: (header: string[]) => string[], draft: (row: Row) => object) {
  let columns: string[] | undefined
  for await (const cells of delimitedRows(input)) {
    if (columns === undefined) columns = namesOf(cells.values)
    else
      yield toReading(
        { ...cells, values: cells.values.map((cell) => (cell === 'NA' ? '' : cell)) },
        columns,
        draft as never,
      )
  }
}

export const GDELT = [gdelt2Events, gdelt2Mentions, gdelt1Events, gdelt1Table, gdelt2MentionsTable]
