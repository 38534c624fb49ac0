import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articles } from '../../database/tables/article.ts'
import { claims } from '../../database/tables/claim.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import type { RevisionDraft } from '../history/revisions.ts'

const EVENTS_PER_BATCH = 200

/** What has changed: an article, or all articles of a publisher, by UUID. */
type Changed = { articleId: string } | { publisherId: string }

/**
 * Derives the certainty of events again, whose claims are from several articles, after something that decides on the
 * origins of one of them has changed: its text became known, or its publisher another one.
 * @returns the revisions to append to the history; none for an event that stays the same
 */
export async function reviseOrigins(tx: Database, changed: Changed, auditInfo: AuditInfo): Promise<RevisionDraft[]> {
  const ids = await readEventIds(tx, changed)
  const revisions: RevisionDraft[] = []
  for (let start = 0; start < ids.length; start += EVENTS_PER_BATCH) {
    const batch = ids.slice(start, start + EVENTS_PER_BATCH)
    revisions.push(...(await reviseEvents(tx, batch, auditInfo, () => recomputeCertainty(tx, batch))))
  }
  return revisions
}

async function readEventIds(tx: Database, changed: Changed): Promise<string[]> {
  const articleIds =
    'articleId' in changed
      ? sql`select ${changed.articleId}::uuid`
      : sql`select id from ${articles} where publisher_id = ${changed.publisherId}`
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select distinct c.event_id::text as id from ${claims} c where c.article_id in (${articleIds})
      and exists (select 1 from ${claims} o where o.event_id = c.event_id and o.article_id <> c.article_id) order by 1`,
  )
  return rows.map(({ id }) => id)
}
