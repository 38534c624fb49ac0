import { createHash } from 'node:crypto'
import { showValue } from '../../database/values/show-value.ts'
import { SearchableText, type Place } from '../evidence/locate.ts'
import { isWholeWords } from '../evidence/whole-words.ts'
import type { ClaimDraft } from '../format/claim.ts'
import type { AddProblem, Path } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'

type Quote = ClaimDraft['quote']

/** The article that quotes are checked against: its text, or only its length where the text is not available. */
export interface QuotedArticle {
  text?: SearchableText | undefined
  length?: number | undefined
}

/** @returns the SHA-256 digest of a text in UTF-8, in lower-case hexadecimal */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Checks the text of the article against its stated length and digest, and locates every quote in the text.
 * @param text of the article, if it is available
 * @returns the report whose quotes have their offsets and the characters of the text
 */
export function locateQuotes(report: ReportDocument, text: string | undefined, addProblem: AddProblem): ReportDocument {
  const { article, events } = report
  if (text !== undefined) checkText(article, text, addProblem)
  const quoted = { text: text === undefined ? undefined : new SearchableText(text), length: article.length }
  return {
    ...report,
    events: events.map((event, e) => ({
      ...event,
      claims: event.claims.map((claim, c) => ({
        ...claim,
        quote: locateQuote(claim.quote, quoted, ['events', e, 'claims', c, 'quote'], addProblem),
      })),
    })),
  }
}

/** Checks a text against its stated length and digest. */
export function checkText(
  { length, textSha256 }: Pick<ReportDocument['article'], 'length' | 'textSha256'>,
  text: string,
  addProblem: AddProblem,
): void {
  if (length !== undefined && text.length !== length) {
    addProblem(
      ['article', 'length'],
      `must be ${text.length}, the length of the text in UTF-16 code units; got ${length}.`,
    )
  }
  const digest = sha256(text)
  if (textSha256 !== undefined && digest !== textSha256) {
    addProblem(['article', 'textSha256'], `must be ${digest}, the SHA-256 digest of the text; got ${textSha256}.`)
  }
}

/**
 * Locates a quote in the text of its article. If only the length of the text is known, it checks that the quote with
 * its prefix and suffix lies within the text.
 * @returns the quote as the text has it: its characters, what is around it, and its offsets. Without the text, or with a
 *   problem, the quote as it was given.
 */
export function locateQuote(quote: Quote, { text, length }: QuotedArticle, path: Path, addProblem: AddProblem): Quote {
  if ((quote.start === undefined) !== (quote.end === undefined)) {
    addProblem(path, 'needs both `start` and `end`, or neither: the server then locates the quote.')
    return quote
  }
  if (text === undefined) {
    checkOffsets(quote, length ?? Infinity, path, addProblem)
    return quote
  }
  if (quote.end !== undefined && quote.end > text.text.length) {
    addProblem([...path, 'end'], atMostLength(text.text.length, quote.end))
    return quote
  }
  const place = placeOf(quote, text, path, addProblem)
  if (place === undefined) return quote
  const { start, end } = place
  const { prefix, suffix } = quote
  return {
    ...quote,
    ...place,
    exact: text.text.slice(start, end),
    ...(prefix !== undefined && { prefix: text.text.slice(Math.max(0, start - prefix.length), start) }),
    ...(suffix !== undefined && { suffix: text.text.slice(end, end + suffix.length) }),
  }
}

/** Checks a quote whose text is not available: its offsets fit its words and the length of the text. */
function checkOffsets(quote: Quote, length: number, path: Path, addProblem: AddProblem): void {
  const { exact, prefix = '', suffix = '', start, end } = quote
  if (start === undefined || end === undefined) return
  if (end - start !== exact.length) {
    addProblem(
      path,
      `must end ${exact.length} UTF-16 code units (the length of exact) after its start; got start ${start} and end ${end}.`,
    )
  } else if (end > length) addProblem([...path, 'end'], atMostLength(length, end))
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

function atMostLength(length: number, end: number): string {
  return `must be at most ${length}, the length of the text in UTF-16 code units; got ${end}.`
}

/** Finds the one place of a quote: the only one with its words and, if they are given, its offsets and context. */
function placeOf(quote: Quote, text: SearchableText, path: Path, addProblem: AddProblem): Place | undefined {
  const { exact, prefix = '', suffix = '', start, end } = quote
  if (start !== undefined && end !== undefined && isAt(quote, text, { start, end })) return { start, end }
  const places = text.find(quote)
  if (places === undefined) {
    addProblem(
      path,
      `cannot be located: the quotes of the report would take too long to find in ${text.text.length} characters. Give \`start\` and \`end\`, or publish fewer events at once.`,
    )
    return undefined
  }
  const stated = places.filter((place) => start === undefined || (place.start === start && place.end === end))
  const [only, second] = stated.filter(({ isAfterPrefix, isBeforeSuffix }) => isAfterPrefix && isBeforeSuffix)
  if (only !== undefined && second === undefined) return { start: only.start, end: only.end }
  const [first] = stated
  if (places.length === 0) addProblem([...path, 'exact'], notFound(exact, text))
  else if (first === undefined) {
    addProblem(
      path,
      `is not at start ${start}, end ${end} of the text. Its words are ${at(places)}: give those offsets, or none.`,
    )
  } else if (second !== undefined) {
    addProblem(
      path,
      `is in the text ${at(places)}. Give the \`prefix\` or \`suffix\`, the words around it, of the place that you mean.`,
    )
  } else if (!stated.some(({ isAfterPrefix }) => isAfterPrefix)) {
    const before = text.text.slice(Math.max(0, first.start - prefix.length), first.start)
    addProblem([...path, 'prefix'], contextMessage('before', before, prefix))
  } else {
    const after = text.text.slice(first.end, first.end + suffix.length)
    addProblem([...path, 'suffix'], contextMessage('after', after, suffix))
  }
  return undefined
}

/** Whether the text has a quote at its stated offsets: a look at the passage alone, which takes no search. */
function isAt({ exact, prefix = '', suffix = '' }: Quote, { text }: SearchableText, { start, end }: Place): boolean {
  return (
    text.slice(start, end) === exact &&
    text.slice(Math.max(0, start - prefix.length), start) === prefix &&
    text.slice(end, end + suffix.length) === suffix &&
    isWholeWords(text, start, end)
  )
}

function notFound(exact: string, text: SearchableText): string {
  const passage = text.nearest(exact)
  return `must be words of the text, in their order, without changes or omissions; the text does not have ${showValue(exact)}. ${
    passage === undefined ? 'No passage of it is alike.' : `The nearest passage is ${showValue(passage)}.`
  }`
}

function contextMessage(where: 'before' | 'after', actual: string, given: string): string {
  return `must be the text directly ${where} the quote, ${showValue(actual)}; got ${showValue(given)}.`
}

/** Says where a quote is, in words: the first three places, and the number of places. */
function at(places: readonly Place[]): string {
  const shown = places.slice(0, 3).map(({ start, end }) => `start ${start}, end ${end}`)
  if (places.length === 1) return `at ${shown.join()}`
  return `at ${places.length} places, such as ${shown.join('; ')}`
}
