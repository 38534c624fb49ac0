import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { mentions } from '../../database/tables/mention.ts'
import { settings } from '../../database/tables/setting.ts'
import { tombstones } from '../../database/tables/tombstone.ts'
import { appendRevisions } from '../history/revisions.ts'
import { readSource, type KeptOfText } from '../origins/read-source.ts'
import { reviseOrigins } from './origins.ts'

/** Each text has up to a million characters. */
const TEXTS_PER_BATCH = 8

const AUDIT_INFO = { by: 'upgrade', reason: 'The origins of its claims follow from stored texts, which are read now.' }

/** Set once all texts are read: later ones are read when they are stored. */
const SETTING = 'stored_texts_read'

/**
 * Calls `readStoredTexts` if no earlier call has ended.
 * @param db a migrated database with current derived tables, on a connection without a statement timeout
 */
export async function readStoredTextsOnce(db: Database): Promise<void> {
  const isDone = await db.$count(settings, eq(settings.name, SETTING))
  if (isDone > 0) return
  await readStoredTexts(db)
  await db.insert(settings).values({ name: SETTING, value: 'true' }).onConflictDoNothing()
}

/**
 * Reads what decides on the origin of a text from the stored texts of which it was never read: an earlier version of the
 * service has stored them. Events whose certainty or number of origins changes get a revision.
 * @param db a migrated database with current derived tables, on a connection without a statement timeout
 * @returns the number of texts that were read
 */
export async function readStoredTexts(db: Database): Promise<number> {
  let count = 0
  for (;;) {
    const texts = await readRows<{ articleId: string; version: number; body: string }>(
      db,
      sql`select article_id::text as "articleId", version, body from ${articleVersions}
        where body is not null and agencies is null order by article_id, version limit ${TEXTS_PER_BATCH}`,
    )
    if (texts.length === 0) return count
    const sources = texts.map(({ body, ...version }) => ({ ...version, kept: readSource(body) }))
    await withWriteLock(db, async (tx) => {
      for (const { articleId, version, kept } of sources) {
        await tx
          .update(articleVersions)
          .set(kept)
          .where(
            and(
              eq(articleVersions.articleId, articleId),
              eq(articleVersions.version, version),
              isNull(articleVersions.agencies),
            ),
          )
      }
      const articleIds = sources.map(({ articleId }) => articleId)
      await appendRevisions(tx, await reviseOrigins(tx, { articleIds }, AUDIT_INFO))
    })
    count += texts.length
  }
}

/**
 * Stores what decides on the origin of a text that a correction gives, if the articles that report an event have a
 * version with this text of which it is not known.
 * @param eventId UUID
 * @param digest of the text
 * @returns UUIDs of the articles that have such a version
 */
export async function completeSources(
  tx: Database,
  eventId: string,
  digest: string,
  kept: KeptOfText,
): Promise<string[]> {
  const reporting = tx.select({ id: mentions.articleId }).from(mentions).where(eq(mentions.eventId, eventId))
  const erased = tx.select().from(tombstones).where(eq(tombstones.id, articleVersions.articleId))
  const rows = await tx
    .update(articleVersions)
    .set(kept)
    .where(
      and(
        inArray(articleVersions.articleId, reporting),
        eq(articleVersions.textSha256, digest),
        isNull(articleVersions.agencies),
        notExists(erased),
      ),
    )
    .returning({ articleId: articleVersions.articleId })
  return rows.map(({ articleId }) => articleId)
}
