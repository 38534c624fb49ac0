import { z } from 'zod'
import { fitting } from './bounded-answer.ts'

/** What tools say of a claim: its words, who says so, and in which article. */
export const CLAIM = `fragment Cited on Claim {
  id aspect detail certainty polarity realis hedge
  quote { exact verification }
  attribution { name verb mode }
  article { id url publishedOn publisher { name } }
}`

/** A claim as `CLAIM` selects it. */
export interface CitedClaim {
  id: string
  aspect: string
  detail: string | null
  certainty: string
  polarity: string
  realis: string
  hedge: string | null
  quote: { exact: string; verification: string }
  attribution: { name: string; verb: string | null; mode: string }[]
  article: { id: string; url: string | null; publishedOn: string | null; publisher: { name: string } | null }
}

/** A claim in an answer. Its event has its realis and polarity in most cases. */
export function citedOf(claim: CitedClaim, event: { realis: string; polarity: string }): object {
  const { quote, attribution, article, realis, polarity, ...others } = claim
  return {
    ...others,
    ...(realis !== event.realis && { realis }),
    ...(polarity !== event.polarity && { polarity }),
    quote: quote.exact,
    ...(quote.verification !== 'VERIFIED' && { quoteVerification: quote.verification }),
    saidBy: attribution
      .map(({ name, verb, mode }) => `${name} (${[verb, mode].filter(Boolean).join(', ')})`)
      .join(' < '),
    article: [article.publisher?.name, article.publishedOn, article.url].filter(Boolean).join(', '),
    articleId: article.id,
  }
}

/** The argument that continues a list of claims. */
export const AFTER_CLAIM = z.string().max(64).optional().describe('nextCursor of the last answer')

/**
 * Returns the claims after one of them that fit into an answer.
 * @param after the id of the last claim that the client has; undefined from the start
 * @param rest what the answer has beside them
 */
export function pageOfClaims<Item extends { id: string }>(
  claims: readonly Item[],
  after: string | undefined,
  rest: object,
): { items: Item[]; nextCursor: string | undefined } {
  const start = after === undefined ? 0 : claims.findIndex(({ id }) => id === after) + 1
  const { items, isCut } = fitting(claims.slice(start), rest)
  return { items, nextCursor: isCut ? items.at(-1)?.id : undefined }
}
