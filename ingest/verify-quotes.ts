import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { readRow, readRows } from '../database/sql/rows.ts'
import { articleVersions, type ArticleVersionRow } from '../database/tables/article-version.ts'
import { claims, type ClaimRow } from '../database/tables/claim.ts'
import { toId } from '../database/values/ids.ts'
import { showValue } from '../database/values/show-value.ts'
import { SearchableText } from './evidence/locate.ts'
import { checkText, locateQuote } from './validate/quotes.ts'

/** Each text has up to a million characters. */
const TEXTS_PER_BATCH = 8
const CLAIMS_PER_BATCH = 1000

/** A stored text that is not the one whose digest and length are stored, or a quote that its text does not have. */
export interface WrongEvidence {
  /** Public ids of the claim and its event; absent if the text itself is wrong. */
  claim?: string
  event?: string
  /** The public id of the article. */
  article: string
  version: number
  /** What differs, one sentence each. */
  problems: string[]
}

/** How many quotes have which state. */
export interface QuoteCounts {
  /** The text is kept, and has the quote now. */
  ok: number
  /** The text is kept, and does not have the quote now. */
  wrong: number
  /** The text is not kept; it had the quote when the claim was published. */
  verifiedAtPublication: number
  /** No text was given. */
  notVerified: number
  /** The kept texts that differ from their stored digest or length. */
  wrongTexts: number
}

type StoredText = Pick<ArticleVersionRow, 'articleId' | 'version' | 'textSha256' | 'length'> & { body: string }
type StoredQuote = Pick<
  ClaimRow,
  'eventId' | 'id' | 'articleId' | 'articleVersion' | 'quoteExact' | 'quotePrefix' | 'quoteSuffix' | 'quoteStart'
> &
  Pick<ClaimRow, 'quoteEnd' | 'isVerified'>

/**
 * Checks every quote whose text is kept against the text, with the code that checks reports. It changes nothing, sees the
 * database as of one moment, and holds few texts at a time.
 * @param db a migrated database, on a connection without a statement timeout
 * @param onWrong is called with each text and quote that is wrong, in the order of articles
 */
export function verifyQuotes(db: Database, onWrong: (wrong: WrongEvidence) => void): Promise<QuoteCounts> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`)
    const counts = { ok: 0, wrong: 0, ...(await countWithoutText(tx)), wrongTexts: 0 }
    for await (const texts of textsOf(tx)) {
      const bodies = new Map(texts.map((text) => [keyOf(text.articleId, text.version), text.body]))
      for (const text of texts) {
        const problems = problemsOfText(text)
        if (problems.length === 0) continue
        counts.wrongTexts++
        onWrong({ article: toId('article', text.articleId), version: text.version, problems })
      }
      for await (const quotes of quotesOf(tx, texts)) {
        for (const quote of quotes) {
          const problems = problemsOfQuote(quote, bodies.get(keyOf(quote.articleId, quote.articleVersion)) ?? '')
          counts[problems.length === 0 ? 'ok' : 'wrong']++
          if (problems.length > 0) onWrong(describe(quote, problems))
        }
      }
    }
    return counts
  })
}

function countWithoutText(tx: Database): Promise<Pick<QuoteCounts, 'verifiedAtPublication' | 'notVerified'>> {
  return readRow(
    tx,
    sql`select count(*) filter (where c.is_verified)::int as "verifiedAtPublication",
        count(*) filter (where not c.is_verified)::int as "notVerified"
      from ${claims} c left join ${articleVersions} v on v.article_id = c.article_id and v.version = c.article_version
      where v.body is null`,
  )
}

/** Reads the kept texts in batches, in the order of articles and versions. */
async function* textsOf(tx: Database): AsyncGenerator<StoredText[]> {
  let after = sql`true`
  for (;;) {
    const texts = await readRows<StoredText>(
      tx,
      sql`select article_id::text as "articleId", version, text_sha256 as "textSha256", length, body
        from ${articleVersions} where body is not null and ${after}
        order by article_id, version limit ${TEXTS_PER_BATCH}`,
    )
    const last = texts.at(-1)
    if (last === undefined) return
    yield texts
    after = sql`(article_id, version) > (${last.articleId}::uuid, ${last.version}::int)`
  }
}

/** Reads the quotes of texts in batches. */
async function* quotesOf(tx: Database, texts: readonly StoredText[]): AsyncGenerator<StoredQuote[]> {
  const articleIds = sql.param(texts.map(({ articleId }) => articleId))
  const versions = sql.param(texts.map(({ version }) => version))
  let after = sql`true`
  for (;;) {
    const quotes = await readRows<StoredQuote>(
      tx,
      sql`select event_id::text as "eventId", id::text as id, c.article_id::text as "articleId",
          article_version as "articleVersion", quote_exact as "quoteExact", quote_prefix as "quotePrefix",
          quote_suffix as "quoteSuffix", quote_start as "quoteStart", quote_end as "quoteEnd", is_verified as "isVerified"
        from ${claims} c join unnest(${articleIds}::uuid[], ${versions}::int[]) given(article_id, version)
          on given.article_id = c.article_id and given.version = article_version
        where ${after} order by c.article_id, article_version, event_id, id limit ${CLAIMS_PER_BATCH}`,
    )
    const last = quotes.at(-1)
    if (last === undefined) return
    yield quotes
    after = sql`(c.article_id, article_version, event_id, id)
      > (${last.articleId}::uuid, ${last.articleVersion}::int, ${last.eventId}::uuid, ${last.id}::uuid)`
  }
}

function problemsOfText({ body, length, textSha256 }: StoredText): string[] {
  const problems: string[] = []
  checkText({ length: length ?? undefined, textSha256: textSha256 ?? undefined }, body, ([, field], message) =>
    problems.push(`${String(field)} ${message}`),
  )
  return problems
}

/**
 * Locates a quote as if it were published now. A verified quote must also be stored as the text has it; another one may
 * have other typography, and no offsets.
 */
function problemsOfQuote(stored: StoredQuote, text: string): string[] {
  const quote = {
    exact: stored.quoteExact,
    prefix: stored.quotePrefix ?? undefined,
    suffix: stored.quoteSuffix ?? undefined,
    start: stored.quoteStart ?? undefined,
    end: stored.quoteEnd ?? undefined,
  }
  const problems: string[] = []
  // A text of its own for each quote: the time that searches may take is per text.
  const located = locateQuote(quote, { text: new SearchableText(text) }, [], ([field = 'quote'], message) =>
    problems.push(`${String(field)} ${message}`),
  )
  if (problems.length > 0 || !stored.isVerified) return problems
  const fields = ['exact', 'prefix', 'suffix', 'start', 'end'] as const
  return fields
    .filter((field) => located[field] !== quote[field])
    .map((field) => `${field} must be ${showField(located[field])}, as in the text; got ${showField(quote[field])}.`)
}

function showField(value: string | number | undefined): string {
  return typeof value === 'string' ? showValue(value) : String(value ?? null)
}

function describe({ eventId, id, articleId, articleVersion }: StoredQuote, problems: string[]): WrongEvidence {
  return {
    claim: toId('claim', id),
    event: toId('event', eventId),
    article: toId('article', articleId),
    version: articleVersion,
    problems,
  }
}

function keyOf(articleId: string, version: number): string {
  return `${articleId} ${version}`
}
