import { createHash } from 'node:crypto'
import type { EventDraft } from '../format/event.ts'
import type { AddProblem, Path } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'

type Quote = EventDraft['claims'][number]['quote']

/** @returns the SHA-256 of a text in UTF-8, in lower-case hexadecimal */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Checks every quote of a report against the article's text, character by character, and the text against its digest.
 * @param report a document of the right shape
 * @param text the text of the article, where it is at hand
 * @param note takes what is wrong
 */
export function checkQuotes({ article, events }: ReportDocument, text: string | undefined, note: AddProblem): void {
  if (text !== undefined && article.length !== undefined && text.length !== article.length) {
    note(['article', 'length'], `is ${article.length}, and the text has ${text.length} UTF-16 units.`)
  }
  if (text !== undefined && article.textSha256 !== undefined && sha256(text) !== article.textSha256) {
    note(['article', 'textSha256'], `is not the digest of the text, which is ${sha256(text)}.`)
  }
  const length = text?.length ?? article.length ?? Infinity
  for (const [e, { claims }] of events.entries()) {
    for (const [c, { quote }] of claims.entries()) {
      const path = ['events', e, 'claims', c, 'quote']
      if (quote.end > length)
        note([...path, 'end'], `lies beyond the end of the text, which has ${length} UTF-16 units.`)
      else if (text === undefined && quote.end + (quote.suffix?.length ?? 0) > length)
        note([...path, 'suffix'], `runs beyond the end of the text, which has ${length} UTF-16 units.`)
      else if (text === undefined && (quote.prefix?.length ?? 0) > quote.start)
        note([...path, 'prefix'], `is longer than what stands before the quote, ${quote.start} UTF-16 units.`)
      else if (text !== undefined) checkQuote(quote, text, path, note)
    }
  }
}

function checkQuote(
  { exact, prefix = '', suffix = '', start, end }: Quote,
  text: string,
  path: Path,
  note: AddProblem,
): void {
  const there = (from: number, to: number) => text.slice(Math.max(0, from), to)
  if (there(start, end) !== exact) {
    note([...path, 'exact'], differs(exact, there(start, end), text))
  }
  if (there(start - prefix.length, start) !== prefix) {
    note([...path, 'prefix'], `is not what stands before the quote, which is "${there(start - prefix.length, start)}".`)
  }
  if (there(end, end + suffix.length) !== suffix) {
    note([...path, 'suffix'], `is not what stands after the quote, which is "${there(end, end + suffix.length)}".`)
  }
}

function differs(exact: string, found: string, text: string): string {
  const at = Array.from({ length: exact.length }).findIndex((_, i) => exact[i] !== found[i])
  const elsewhere = text.indexOf(exact)
  const hint = elsewhere >= 0 ? ` The quote stands at ${elsewhere}.` : ' The text has it nowhere.'
  return `is not what stands there: "${found.slice(0, 80)}" differs from character ${at} on.${hint}`
}
