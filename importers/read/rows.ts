import { parse } from 'csv-parse'
import type { Input } from './input.ts'

/** A line of a file, and its number, from 1. */
export interface Line {
  line: number
  text: string
}

/** A row of cells, with the number of the line on which it begins, and as it stands in the file. */
export interface Cells {
  line: number
  values: string[]
  text: string
}

/** No row of any feed is as long; a file without line ends must not be read into memory whole. */
const LONGEST_LINE = 4_000_000

/**
 * Reads the lines of a file. Bytes that are no UTF-8 become U+FFFD.
 * @throws {Error} where a line has more than four million characters
 */
export async function* linesOf(input: Pick<Input, 'open'>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let line = 0
  for await (const chunk of (await input.open()) as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop()!
    if (rest.length > LONGEST_LINE)
      throw new Error(`line ${line + lines.length + 1} has no end within ${LONGEST_LINE} characters`)
    for (const text of lines) yield { line: ++line, text: text.endsWith('\r') ? text.slice(0, -1) : text }
  }
  rest += decoder.decode()
  if (rest !== '') yield { line: ++line, text: rest }
}

/**
 * Reads the rows of a file with commas (RFC 4180): cells may be quoted, and then hold commas and line ends.
 * @throws {Error} where quotes do not match
 */
export async function* delimitedRows(input: Pick<Input, 'open'>): AsyncGenerator<Cells> {
  const parser = (await input.open()).pipe(
    parse({
      bom: true,
      relax_column_count: true,
      info: true,
      raw: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_LINE,
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

/**
 * The first lines of a file, as they are.
 * @param count how many
 */
export async function headOf(input: Pick<Input, 'open'>, count: number): Promise<string[]> {
  const head: string[] = []
  for await (const { text } of linesOf(input)) {
    head.push(text)
    if (head.length === count) break
  }
  return head
}
