import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
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

/** A claim of a correction whose quote could not be compared with the text of its article. */
interface Unverified extends KnownCharacters {
  position: number
  articleId: string
  version: number
}

/** More overlapping quotes than this are not compared with one quote: each of them agrees with the others. */
const MAX_COMPARED = 100

/**
 * Checks that quotes which could not be compared with the text of their article agree with the verified quotes of the
 * same version on the characters that they share.
 * @param located the claims of a correction, each with the version of its article
 */
export async function checkAgreement(
  tx: Database,
  located: readonly CorrectedClaim[],
  addProblem: AddProblem,
): Promise<void> {
  const unverified = located.flatMap(({ article, version, quote, isVerified }, position): Unverified[] => {
    const given = charactersOf(quote)
    if (isVerified || article === undefined || version === undefined || given === undefined) return []
    return [{ ...given, position, articleId: uuidOfId(article), version }]
  })
  const refused = new Set<number>()
  for (const { index, ...quoted } of await readOverlapping(tx, unverified)) {
    const given = unverified[index]
    const known = charactersOf(quoted)
    const conflict = given && known && conflictOf(known, given)
    if (given === undefined || conflict === undefined || refused.has(index)) continue
    refused.add(index)
    addProblem(
      ['claims', given.position, 'quote'],
      `contradicts a verified quote of the same version of the article, which has ${showValue(conflict.known)} where this quote has ${showValue(conflict.given)}, from offset ${conflict.start} on. Correct the quote, or give the text of the article.`,
    )
  }
}

interface Quoted {
  exact: string
  prefix?: string | null | undefined
  suffix?: string | null | undefined
  start?: number | null | undefined
}

/** Reads the verified quotes that overlap the given ones, with the position of the given one in its list. */
async function readOverlapping(
  tx: Database,
  unverified: readonly Unverified[],
): Promise<(Quoted & { index: number })[]> {
  if (unverified.length === 0) return []
  const articleIds = unverified.map(({ articleId }) => articleId)
  const versions = unverified.map(({ version }) => version)
  const starts = unverified.map(({ start }) => start)
  const ends = unverified.map(({ start, characters }) => start + characters.length)
  return readRows(
    tx,
    sql`select (given.n - 1)::int as index, c.quote_exact as exact, c.quote_prefix as prefix, c.quote_suffix as suffix,
        c.quote_start as start
      from unnest(${sql.param(articleIds)}::uuid[], ${sql.param(versions)}::int[], ${sql.param(starts)}::int[],
        ${sql.param(ends)}::int[]) with ordinality as given(article_id, version, starts_at, ends_at, n)
      cross join lateral (select * from ${claims} where article_id = given.article_id
        and article_version = given.version and is_verified
        and quote_start < given.ends_at and quote_end > given.starts_at limit ${MAX_COMPARED}) c
      order by given.n`,
  )
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
