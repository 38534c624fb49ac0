import type { Database } from '../../database/database.ts'
import { locateAgain } from '../evidence/fate.ts'
import type { CorrectedClaim } from '../format/correction.ts'
import type { AddProblem, Path } from '../format/problem.ts'
import { locateQuote, sha256 } from '../validate/quotes.ts'
import { checkAgreement } from './check-agreement.ts'
import { SourceTexts, type Citation } from './source-texts.ts'

/** What the claims of a correction are checked against. */
interface ClaimSources {
  stored: readonly CorrectedClaim[]
  /** The text of the version of an article that new quotes are from. */
  text: string | undefined
}

/** A claim of a correction, its path, the stored claim that it corrects, and the version that it cites. */
interface CitingClaim {
  claim: CorrectedClaim
  path: Path
  before: CorrectedClaim | undefined
  citation: Citation
}

/**
 * Checks that each claim is a stored claim or new, that its article reports the event and has its version, and its quote:
 * against the text of the version, or else against the verified quotes of the same version. A claim without an article
 * keeps its stored one; a new claim gets the article of the text, or the article of the event if there is only one. A
 * claim without a version keeps its stored one, or else gets that of the text, or the latest.
 * @returns the claims with their articles, versions and located quotes
 */
export async function checkClaims(
  tx: Database,
  eventId: string,
  claims: readonly CorrectedClaim[],
  { stored, text }: ClaimSources,
  addProblem: AddProblem,
): Promise<CorrectedClaim[]> {
  const sources = await SourceTexts.read(tx, eventId, text)
  checkIds(claims, stored, addProblem)
  const storedById = new Map(stored.map((claim) => [claim.claim, claim]))
  const citing = claims.flatMap((claim, n): CitingClaim[] => {
    const path = ['claims', n]
    const before = storedById.get(claim.claim)
    const citation = citationOf(claim, before, sources, path, addProblem)
    const withRealis = { ...claim, realis: claim.realis ?? before?.realis }
    return citation === undefined ? [] : [{ claim: withRealis, path, before, citation }]
  })
  if (citing.length < claims.length) return [...claims]
  if (text !== undefined) checkText(text, sources, citing, addProblem)
  const changed = citing.filter((item) => !(item.before?.isVerified && isSameQuote(item)))
  await sources.readBodies(
    tx,
    changed.flatMap(({ citation }) => [citation, latestOf(citation, sources)]),
  )
  const located = citing.map((item) => locate(item, sources, addProblem))
  await checkAgreement(tx, located, addProblem)
  return located
}

function checkIds(claims: readonly CorrectedClaim[], stored: readonly CorrectedClaim[], addProblem: AddProblem): void {
  const storedIds = new Set(stored.map(({ claim }) => claim))
  const seenIds = new Set<string>()
  for (const [n, { claim }] of claims.entries()) {
    if (claim === undefined) continue
    const path = ['claims', n, 'claim']
    if (!storedIds.has(claim)) addProblem(path, `must be the id of a claim of this event; got "${claim}".`)
    if (seenIds.has(claim)) addProblem(path, `repeats "${claim}". Remove one of them.`)
    seenIds.add(claim)
  }
}

function citationOf(
  claim: CorrectedClaim,
  before: CorrectedClaim | undefined,
  sources: SourceTexts,
  path: Path,
  addProblem: AddProblem,
): Citation | undefined {
  const { versionsByArticle, ofText } = sources
  const [firstArticle, secondArticle] = versionsByArticle.keys()
  const onlyArticle = secondArticle === undefined ? firstArticle : undefined
  const article = claim.article ?? before?.article ?? ofText?.article ?? onlyArticle
  if (article === undefined) {
    addProblem(
      [...path, 'article'],
      `is missing. Give the id of one of the ${versionsByArticle.size} articles that report the event.`,
    )
    return undefined
  }
  if (!versionsByArticle.has(article)) {
    addProblem([...path, 'article'], `must be the id of an article that reports the event; got "${article}".`)
    return undefined
  }
  const storedVersion = before?.article === article ? before.version : undefined
  const versionOfText = ofText?.article === article ? ofText.version : undefined
  const citation = { article, version: claim.version ?? storedVersion ?? versionOfText ?? sources.latestOf(article) }
  if (sources.has(citation)) return citation
  addProblem(
    [...path, 'version'],
    `must be a version of the article, from 1 to ${sources.latestOf(article)}; got ${citation.version}.`,
  )
  return undefined
}

/** Checks that a text is of a version of an article of the event, and that a claim cites this version. */
function checkText(
  text: string,
  { ofText }: SourceTexts,
  citing: readonly CitingClaim[],
  addProblem: AddProblem,
): void {
  if (ofText === undefined) {
    addProblem(
      ['text'],
      `must be the text of a version of an article that reports the event, by its stored digest; got a text with the SHA-256 digest ${sha256(text)}. A report of this text makes it a version.`,
    )
  } else if (!citing.some(({ citation }) => isSame(citation, ofText))) {
    addProblem(
      ['text'],
      `is of version ${ofText.version} of ${ofText.article}, which no claim cites. Remove it, or correct the versions of the claims.`,
    )
  }
}

function locate(item: CitingClaim, sources: SourceTexts, addProblem: AddProblem): CorrectedClaim {
  const { claim, path, before, citation } = item
  const text = sources.textOf(citation)
  const { isVerified = false, quoteFate } = before ?? {}
  // A stored quote that is not verified is located if its text is at hand now.
  if (isSameQuote(item) && (isVerified || text === undefined)) {
    const { start, end } = before?.quote ?? {}
    return { ...claim, ...citation, quote: { ...claim.quote, start, end }, isVerified, quoteFate }
  }
  const source = { text, length: sources.lengthOf(citation) }
  const quote = locateQuote(claim.quote, source, [...path, 'quote'], addProblem)
  const latest = latestOf(citation, sources)
  const latestText = isSame(citation, latest) ? undefined : sources.textOf(latest)
  const fate = latestText && locateAgain(quote, latestText)
  return {
    ...claim,
    ...citation,
    quote,
    isVerified: text !== undefined,
    quoteFate: fate && { fate, version: latest.version },
  }
}

function latestOf({ article }: Citation, sources: SourceTexts): Citation {
  return { article, version: sources.latestOf(article) }
}

function isSame(one: Citation, other: Citation): boolean {
  return one.article === other.article && one.version === other.version
}

/** Whether a claim keeps its version and has the stored words, offsets and context; what it omits is not compared. */
function isSameQuote({ claim: { quote }, before, citation }: CitingClaim): boolean {
  if (before?.article !== citation.article || before.version !== citation.version) return false
  const stored = before.quote
  const { exact, start = stored.start, end = stored.end, prefix = stored.prefix, suffix = stored.suffix } = quote
  return (
    exact === stored.exact &&
    start === stored.start &&
    end === stored.end &&
    prefix === stored.prefix &&
    suffix === stored.suffix
  )
}
