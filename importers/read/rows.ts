import { parse } from 'csv-parse'
import type { Input } from './input.ts'

/** A line of a file with its number, from 1. */
export interface Line {
  line: number
  text: string
}

/** A row of cells, the number of the line on which it begins, and its text in the file. */
export interface Cells {
  line: number
  values: string[]
  text: string
}

/** No row of any feed is as long. Without a limit, a file without line ends would be read into memory whole. */
const MAX_LINE_LENGTH = 4_000_000

/**
 * Reads the lines of a file. Bytes that are not UTF-8 become U+FFFD.
 * @throws {Error} if a line has more than four million characters
 */
export async function* linesOf(input: Pick<Input, 'open'>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8')
  let unfinished = ''
  let line = 0
  for await (const chunk of (await input.open()) as AsyncIterable<Buffer>) {
    const lines = (unfinished + decoder.decode(chunk, { stream: true })).split('\n')
    unfinished = lines.pop() ?? ''
    if (unfinished.length > MAX_LINE_LENGTH)
      throw new Error(`Line ${line + lines.length + 1} has more than ${MAX_LINE_LENGTH} characters.`)
    for (const text of lines) yield { line: ++line, text: text.endsWith('\r') ? text.slice(0, -1) : text }
  }
  unfinished += decoder.decode()
  if (unfinished !== '') yield { line: ++line, text: unfinished }
}

/**
 * Reads the rows of a CSV file (RFC 4180). Quoted cells may contain commas and line ends.
 * @throws {Error} if a quote is not closed
 */
export async function* delimitedRows(input: Pick<Input, 'open'>): AsyncGenerator<Cells> {
  const parser = (await input.open()).pipe(
    parse({
      bom: true,
      relax_column_count: true,
      info: true,
      raw: true,
      skip_empty_lines: true,
      max_record_size: MAX_LINE_LENGTH,
    }),
  )
  let line = 1
  for await (const { record, info, raw } of parser as AsyncIterable<{
    record: string[]
    info: { lines: number }
    raw: string
  }>) {
    yield { line, values: record, text: raw.trimEnd() }
    line = info.lines + 1
  }
}

/** Reads the first `lineCount` lines of a file. */
export async function headOf(input: Pick<Input, 'open'>, lineCount: number): Promise<string[]> {
  const head: string[] = []
  for await (const { text } of linesOf(input)) {
    head.push(text)
    if (head.length === lineCount) break
  }
  return head
}
