import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { articles } from '../../database/tables/article.ts'
import { mentions } from '../../database/tables/mention.ts'
import { tombstones } from '../../database/tables/tombstone.ts'
import { toId } from '../../database/values/ids.ts'
import { SearchableText } from '../evidence/locate.ts'
import type { CorrectedClaim } from '../format/correction.ts'
import type { AddProblem } from '../format/problem.ts'
import { locateQuote, sha256, type QuotedArticle } from '../validate/quotes.ts'
import { checkAgreement } from './check-agreement.ts'

/** What the claims of a correction are checked against. */
interface ClaimSources {
  stored: readonly CorrectedClaim[]
  /** The text of the article that new quotes are from. */
  text: string | undefined
}

/**
 * Checks that each claim is a stored claim or new, that its article reports the event, and its quote: against the text
 * of the article, or else against the verified quotes of the same article. A claim without an article keeps its stored
 * one; a new claim gets the article of the text, or the article of the event if there is only one.
 * @returns the claims with their articles and located quotes
 */
export async function checkClaims(
  tx: Database,
  eventId: string,
  claims: readonly CorrectedClaim[],
  { stored, text }: ClaimSources,
  addProblem: AddProblem,
): Promise<CorrectedClaim[]> {
  const { articleById, articleOfText } = await readArticles(tx, eventId, text, addProblem)
  const [firstArticle, secondArticle] = articleById.keys()
  const onlyArticle = secondArticle === undefined ? firstArticle : undefined
  const storedById = new Map(stored.map((claim) => [claim.claim, claim]))
  const seenClaims = new Set<string>()
  const located = claims.map((claim, n): CorrectedClaim => {
    const path = ['claims', n]
    if (claim.claim !== undefined) {
      if (!storedById.has(claim.claim)) {
        addProblem([...path, 'claim'], `must be the id of a claim of this event; got "${claim.claim}".`)
      }
      if (seenClaims.has(claim.claim)) addProblem([...path, 'claim'], `repeats "${claim.claim}". Remove one of them.`)
      seenClaims.add(claim.claim)
    }
    const before = storedById.get(claim.claim)
    const realis = claim.realis ?? before?.realis
    const articleId = claim.article ?? before?.article ?? articleOfText ?? onlyArticle
    const article = articleById.get(articleId ?? '')
    if (articleId === undefined) {
      addProblem(
        [...path, 'article'],
        `is missing. Give the id of one of the ${articleById.size} articles that report the event.`,
      )
      return claim
    }
    if (article === undefined) {
      addProblem([...path, 'article'], `must be the id of an article that reports the event; got "${articleId}".`)
      return claim
    }
    const { isVerified = false } = before ?? {}
    // A stored quote that is not verified is located if its text is at hand now.
    if (before?.article === articleId && isSameQuote(before, claim) && (isVerified || article.text === undefined)) {
      const { start, end } = before.quote
      return { ...claim, realis, article: articleId, quote: { ...claim.quote, start, end }, isVerified }
    }
    const quote = locateQuote(claim.quote, article, [...path, 'quote'], addProblem)
    return { ...claim, realis, article: articleId, quote, isVerified: article.text !== undefined }
  })
  await checkAgreement(tx, located, addProblem)
  return located
}

/** Whether a quote has the stored words, offsets and context; what it omits is not compared. */
function isSameQuote({ quote: stored }: CorrectedClaim, { quote }: CorrectedClaim): boolean {
  const { exact, start = stored.start, end = stored.end, prefix = stored.prefix, suffix = stored.suffix } = quote
  return (
    exact === stored.exact &&
    start === stored.start &&
    end === stored.end &&
    prefix === stored.prefix &&
    suffix === stored.suffix
  )
}

/** Reads the articles that report an event, by their ids, and finds the one that a text is of. */
async function readArticles(tx: Database, eventId: string, text: string | undefined, addProblem: AddProblem) {
  const sources = await tx
    .select({ id: articles.id, length: articles.length, body: articles.body, textSha256: articles.textSha256 })
    .from(articles)
    .innerJoin(mentions, eq(mentions.articleId, articles.id))
    .leftJoin(tombstones, eq(tombstones.id, articles.id))
    .where(and(eq(mentions.eventId, eventId), isNull(tombstones.id)))
  const digest = text === undefined ? undefined : sha256(text)
  const ofText = sources.find(({ textSha256 }) => textSha256 === digest)
  if (digest !== undefined && ofText === undefined) {
    addProblem(
      ['text'],
      `must be the text of an article that reports the event, by its stored digest; got a text with the SHA-256 digest ${digest}.`,
    )
  }
  const articleById = new Map(
    sources.map(({ id, length, body }): [string, QuotedArticle] => {
      const known = id === ofText?.id ? text : (body ?? undefined)
      return [
        toId('article', id),
        { text: known === undefined ? undefined : new SearchableText(known), length: length ?? undefined },
      ]
    }),
  )
  return { articleById, articleOfText: ofText && toId('article', ofText.id) }
}
