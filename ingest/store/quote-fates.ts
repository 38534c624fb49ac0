import { and, eq, lt, ne, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { claims } from '../../database/tables/claim.ts'
import { events } from '../../database/tables/event.ts'
import { locateAgain } from '../evidence/fate.ts'
import { SearchableText } from '../evidence/locate.ts'
import { reviseQuoteFates, type AuditInfo } from '../history/revise.ts'
import type { RevisionDraft } from '../history/revisions.ts'
import type { ReportedVersion } from './article-version.ts'

/** Quotes beyond this number are not located again at once: a new version must not hold up other writers. */
const MAX_QUOTES = 5_000

/** A version of an article and its text. */
export interface VersionText {
  version: number
  text: SearchableText
}

/**
 * Reads the stored text of the latest version of an article, for the quotes of a report of an earlier version.
 * @returns undefined if the report is about the latest version, or the text is not stored
 */
export async function readLaterText(
  tx: Database,
  articleId: string,
  { version, latest }: ReportedVersion,
): Promise<VersionText | undefined> {
  if (version === latest) return undefined
  const [stored] = await tx
    .select({ body: articleVersions.body })
    .from(articleVersions)
    .where(and(eq(articleVersions.articleId, articleId), eq(articleVersions.version, latest)))
  return stored?.body ? { version: latest, text: new SearchableText(stored.body) } : undefined
}

/**
 * Locates the quotes of earlier versions of an article again in the text of the latest one, those of events that are not
 * retracted. An event with such a quote gets a revision.
 * @param tx a transaction that holds the write lock
 * @param articleId UUID
 * @returns the revisions to append to the history
 */
export async function locateQuotesAgain(
  tx: Database,
  articleId: string,
  { version, text }: { version: number; text: string },
  { by }: AuditInfo,
): Promise<RevisionDraft[]> {
  const quotes = await tx
    .select({
      eventId: claims.eventId,
      id: claims.id,
      exact: claims.quoteExact,
      start: claims.quoteStart,
      end: claims.quoteEnd,
    })
    .from(claims)
    .innerJoin(events, and(eq(events.id, claims.eventId), ne(events.certainty, 'RETRACTED')))
    .where(
      and(
        eq(claims.articleId, articleId),
        lt(claims.articleVersion, version),
        sql`${claims.quoteFateVersion} is distinct from ${version}`,
      ),
    )
    .orderBy(claims.eventId, claims.ordinal)
    .limit(MAX_QUOTES)
  const searchable = new SearchableText(text)
  const located = quotes.flatMap((quote) => {
    const fate = locateAgain(quote, searchable)
    return fate === undefined ? [] : [{ ...quote, fate }]
  })
  const reason = `Version ${version} of an article that the event quotes was published; its quotes were located again.`
  const eventIds = [...new Set(located.map(({ eventId }) => eventId))]
  return reviseQuoteFates(tx, eventIds, { by, reason }, async () => {
    const column = (name: 'eventId' | 'id' | 'fate') => sql.param(located.map((quote) => quote[name]))
    await tx.execute(sql`update ${claims} c set quote_fate = located.fate, quote_fate_version = ${version}
      from unnest(${column('eventId')}::uuid[], ${column('id')}::uuid[], ${column('fate')}::text[])
        as located(event_id, id, fate)
      where c.event_id = located.event_id and c.id = located.id`)
  })
}
