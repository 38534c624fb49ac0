import { isUtf8 } from 'node:buffer'
import type { Input } from './input.ts'

/** A line of a file with its number, from 1. */
export interface Line {
  line: number
  text: string
  /** The rule that the line breaks as a whole, with what was received; its row is rejected for it. */
  problem?: string
}

/** No row of any feed is as long. Without a limit, a file without line ends would be read into memory whole. */
const MAX_LINE_BYTES = 4_000_000

const KEPT_OF_LONG_LINE = 2_000
const LINE_FEED = 10
const RETURN = 13

/**
 * Reads the lines of a file, blank ones too. Bytes that are not UTF-8 become U+FFFD, and their line has a problem. Of a
 * line with more than four million bytes only the start is kept, and it has a problem.
 */
export async function* linesOf(input: Pick<Input, 'open'>): AsyncGenerator<Line> {
  let line = 0
  let unfinished: Buffer = Buffer.alloc(0)
  let isTooLong = false
  for await (const chunk of (await input.open()) as AsyncIterable<Buffer>) {
    const bytes = unfinished.length === 0 ? chunk : Buffer.concat([unfinished, chunk])
    const end = bytes.lastIndexOf(LINE_FEED)
    if (end < 0 && isTooLong) continue
    unfinished = bytes.subarray(end + 1)
    if (end >= 0) {
      for (const content of isTooLong ? splitAfterLongLine(bytes, end) : splitLines(bytes.subarray(0, end))) {
        yield withoutByteOrderMark({ line: ++line, ...content })
      }
      isTooLong = false
    }
    if (unfinished.length > MAX_LINE_BYTES) {
      isTooLong = true
      unfinished = Buffer.from(unfinished.subarray(0, KEPT_OF_LONG_LINE))
    }
  }
  if (isTooLong) yield { line: ++line, ...longLine(unfinished) }
  else if (unfinished.length > 0) yield withoutByteOrderMark({ line: ++line, ...contentOf(unfinished) })
}

type Content = Omit<Line, 'line'>

/** @param bytes the kept start of a line that is too long, the end of that line, and further lines */
function* splitAfterLongLine(bytes: Buffer, end: number): Generator<Content> {
  yield longLine(bytes.subarray(0, KEPT_OF_LONG_LINE))
  const first = bytes.indexOf(LINE_FEED)
  if (first < end) yield* splitLines(bytes.subarray(first + 1, end))
}

function longLine(start: Buffer): Content {
  const text = start.toString('utf8')
  return { text, problem: `the line must have at most ${MAX_LINE_BYTES} bytes; got more` }
}

/** @param bytes complete lines without the last line end */
function* splitLines(bytes: Buffer): Generator<Content> {
  if (isUtf8(bytes)) {
    for (const text of bytes.toString('utf8').split('\n'))
      yield { text: text.endsWith('\r') ? text.slice(0, -1) : text }
    return
  }
  for (let from = 0; from <= bytes.length;) {
    const at = bytes.indexOf(LINE_FEED, from)
    const end = at < 0 ? bytes.length : at
    yield contentOf(bytes.subarray(from, end))
    from = end + 1
  }
}

function contentOf(bytes: Buffer): Content {
  const content = bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes
  const text = content.toString('utf8')
  return isUtf8(content) ? { text } : { text, problem: 'the line must be UTF-8; got bytes that are not' }
}

function withoutByteOrderMark(line: Line): Line {
  return line.line === 1 && line.text.startsWith('\uFEFF') ? { ...line, text: line.text.slice(1) } : line
}

/** True if a line has no row. */
export function isBlank(text: string): boolean {
  return text.trim() === ''
}

/** Reads the first lines of a file that are not blank, at most `lineCount`. */
export async function headOf(input: Pick<Input, 'open'>, lineCount: number): Promise<string[]> {
  const head: string[] = []
  for await (const { text } of linesOf(input)) {
    if (isBlank(text)) continue
    head.push(text)
    if (head.length === lineCount) break
  }
  return head
}
