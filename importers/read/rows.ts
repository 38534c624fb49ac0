import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { Input } from './input.ts'
import { isBlank, linesOf, type Line } from './lines.ts'

/** A row of cells, the number of the line on which it begins, and its text in the file. */
export interface Cells extends Line {
  values: string[]
}

/** A row with cells of several lines has at most as many; more means that a quote is not closed. */
const MAX_LINES_PER_ROW = 200

const DELIMITER_NAMES: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }

/**
 * Reads the rows of a CSV file (RFC 4180), without blank ones. Quoted cells may contain delimiters and line ends. A row
 * with a misplaced quote has a problem, and the row on the line after it is read as if that row had ended.
 * @param delimiter one character between two cells
 */
export async function* delimitedRows(input: Pick<Input, 'open'>, delimiter = ','): AsyncGenerator<Cells> {
  const lines = new LineQueue(linesOf(input))
  let headerWidth: number | undefined
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    if (isBlank(line.text)) continue
    const row = await readRow(line, lines, delimiter, headerWidth)
    headerWidth ??= row.values.length
    if (row.values.some((cell) => !isBlank(cell))) yield row
  }
}

async function readRow(
  first: Line,
  lines: LineQueue,
  delimiter: string,
  headerWidth: number | undefined,
): Promise<Cells> {
  if (first.problem !== undefined || !first.text.includes('"')) return { ...first, values: first.text.split(delimiter) }
  const read = [first]
  for (;;) {
    const text = read.map((line) => line.text).join('\n')
    const values = parseRow(text, delimiter)
    const isMisread =
      read.length > 1 && headerWidth !== undefined && values !== 'open' && values?.length !== headerWidth
    if (values !== 'open' && values !== undefined && !isMisread) {
      const problem = read.find((line) => line.problem !== undefined)?.problem
      return { line: first.line, text, values, ...(problem !== undefined && { problem }) }
    }
    const next = values === 'open' && read.length < MAX_LINES_PER_ROW ? await lines.next() : undefined
    if (next === undefined) {
      lines.putBack(read.slice(1))
      const name = DELIMITER_NAMES[delimiter] ?? 'delimiter'
      const problem = `a quoted cell must end with a quote before a ${name} or the end of the row; got another character`
      return { ...first, values: first.text.split(delimiter), problem }
    }
    read.push(next)
  }
}

/** @returns the cells; `open` if the last cell is quoted and not closed; undefined if a quote is misplaced */
function parseRow(text: string, delimiter: string): string[] | 'open' | undefined {
  try {
    const [values = []] = parse(text, { delimiter, relax_column_count: true })
    return values
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'open' : undefined
  }
}

/** Lines of which some can be put back. */
class LineQueue {
  readonly #lines: AsyncGenerator<Line>
  #putBack: Line[] = []

  constructor(lines: AsyncGenerator<Line>) {
    this.#lines = lines
  }

  async next(): Promise<Line | undefined> {
    const line = this.#putBack.shift()
    if (line !== undefined) return line
    const { value, done } = await this.#lines.next()
    return done ? undefined : value
  }

  putBack(lines: readonly Line[]): void {
    this.#putBack = [...lines, ...this.#putBack]
  }
}
