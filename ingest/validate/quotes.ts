import { createHash } from 'node:crypto'
import { showValue } from '../../database/values/show-value.ts'
import type { ClaimDraft } from '../format/claim.ts'
import type { AddProblem, Path } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'

type Quote = ClaimDraft['quote']

/** The article that quotes are checked against: its text, or only its length where the text is not available. */
export interface QuotedArticle {
  text?: string | undefined
  length?: number | undefined
}

/** @returns the SHA-256 digest of a text in UTF-8, in lower-case hexadecimal */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Checks the text of the article against its stated length and digest, and every quote against the text.
 * @param text of the article, if it is available
 */
export function checkQuotes(
  { article, events }: ReportDocument,
  text: string | undefined,
  addProblem: AddProblem,
): void {
  if (text !== undefined && article.length !== undefined && text.length !== article.length) {
    addProblem(
      ['article', 'length'],
      `must be ${text.length}, the length of the text in UTF-16 code units; got ${article.length}.`,
    )
  }
  if (text !== undefined && article.textSha256 !== undefined && sha256(text) !== article.textSha256) {
    addProblem(
      ['article', 'textSha256'],
      `must be ${sha256(text)}, the SHA-256 digest of the text; got ${article.textSha256}.`,
    )
  }
  for (const [e, { claims }] of events.entries()) {
    for (const [c, { quote }] of claims.entries()) {
      checkQuote(quote, { text, length: article.length }, ['events', e, 'claims', c, 'quote'], addProblem)
    }
  }
}

/**
 * Checks a quote against the text of its article, character by character. If only the length of the text is known, it
 * checks that the quote with its prefix and suffix lies within the text.
 */
export function checkQuote(
  quote: Quote,
  { text, length: statedLength = Infinity }: QuotedArticle,
  path: Path,
  addProblem: AddProblem,
): void {
  const { prefix = '', suffix = '', start, end } = quote
  const length = text?.length ?? statedLength
  if (end > length) {
    addProblem([...path, 'end'], `must be at most ${length}, the length of the text in UTF-16 code units; got ${end}.`)
  } else if (text !== undefined) checkCharacters(quote, text, path, addProblem)
  else if (end + suffix.length > length) {
    addProblem(
      [...path, 'suffix'],
      `must have at most ${length - end} UTF-16 code units, the rest of the text after the quote; got ${suffix.length}.`,
    )
  } else if (prefix.length > start) {
    addProblem(
      [...path, 'prefix'],
      `must have at most ${start} UTF-16 code units, the text before the quote; got ${prefix.length}.`,
    )
  }
}

function checkCharacters(
  { exact, prefix = '', suffix = '', start, end }: Quote,
  text: string,
  path: Path,
  addProblem: AddProblem,
): void {
  const slice = (from: number, to: number) => text.slice(Math.max(0, from), to)
  if (slice(start, end) !== exact) {
    addProblem([...path, 'exact'], differenceMessage(exact, slice(start, end), text, { start, end }))
  }
  const before = slice(start - prefix.length, start)
  if (before !== prefix) {
    addProblem(
      [...path, 'prefix'],
      `must be the text directly before the quote, ${showValue(before)}; got ${showValue(prefix)}.`,
    )
  }
  const after = slice(end, end + suffix.length)
  if (after !== suffix) {
    addProblem(
      [...path, 'suffix'],
      `must be the text directly after the quote, ${showValue(after)}; got ${showValue(suffix)}.`,
    )
  }
}

function differenceMessage(
  exact: string,
  actual: string,
  text: string,
  { start, end }: Pick<Quote, 'start' | 'end'>,
): string {
  const difference = Array.from({ length: exact.length }).findIndex((_, i) => exact[i] !== actual[i])
  const otherStart = text.indexOf(exact)
  const hint =
    otherStart >= 0
      ? `The text has the quote at start ${otherStart}, end ${otherStart + exact.length}.`
      : 'The text does not contain the quote.'
  return `must be the text from ${start} to ${end}, ${showValue(actual)}; got ${showValue(exact)}, which differs at offset ${difference} of the quote. ${hint}`
}
