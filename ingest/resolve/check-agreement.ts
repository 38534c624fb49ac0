import { and, eq, gt, lt } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { claims } from '../../database/tables/claim.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { CorrectedClaim } from '../format/correction.ts'
import type { AddProblem } from '../format/problem.ts'
import { uuidOfId } from '../format/references.ts'

/** Characters of an article, from an offset in UTF-16 code units on. */
interface KnownCharacters {
  start: number
  characters: string
}

/** More overlapping quotes than this are not compared: each of them agrees with the others. */
const MAX_COMPARED = 100

/**
 * Checks that quotes which could not be compared with the text of their article agree with its verified quotes on the
 * characters that they share.
 * @param located the claims of a correction, each with its article
 */
export async function checkAgreement(
  tx: Database,
  located: readonly CorrectedClaim[],
  addProblem: AddProblem,
): Promise<void> {
  for (const [n, { article, quote, isVerified }] of located.entries()) {
    const given = charactersOf(quote)
    if (isVerified || article === undefined || given === undefined) continue
    const verified = await tx
      .select({
        exact: claims.quoteExact,
        prefix: claims.quotePrefix,
        suffix: claims.quoteSuffix,
        start: claims.quoteStart,
      })
      .from(claims)
      .where(
        and(
          eq(claims.articleId, uuidOfId(article)),
          eq(claims.isVerified, true),
          lt(claims.quoteStart, given.start + given.characters.length),
          gt(claims.quoteEnd, given.start),
        ),
      )
      .limit(MAX_COMPARED)
    for (const quoted of verified) {
      const known = charactersOf(quoted)
      const conflict = known && conflictOf(known, given)
      if (conflict === undefined) continue
      addProblem(
        ['claims', n, 'quote'],
        `contradicts a verified quote of the same article, which has ${showValue(conflict.known)} where this quote has ${showValue(conflict.given)}, from offset ${conflict.start} on. Correct the quote, or give the text of the article.`,
      )
      break
    }
  }
}

interface Quoted {
  exact: string
  prefix?: string | null | undefined
  suffix?: string | null | undefined
  start?: number | null | undefined
}

function charactersOf({ exact, prefix, suffix, start }: Quoted): KnownCharacters | undefined {
  if (start === undefined || start === null) return undefined
  return { start: start - (prefix?.length ?? 0), characters: `${prefix ?? ''}${exact}${suffix ?? ''}` }
}

function conflictOf(known: KnownCharacters, given: KnownCharacters) {
  const start = Math.max(known.start, given.start)
  const end = Math.min(known.start + known.characters.length, given.start + given.characters.length)
  const slice = ({ start: from, characters }: KnownCharacters) => characters.slice(start - from, end - from)
  return end > start && slice(known) !== slice(given) ? { start, known: slice(known), given: slice(given) } : undefined
}
