import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articles } from '../../database/tables/article.ts'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import type { RevisionDraft } from '../history/revisions.ts'

const EVENTS_PER_BATCH = 200

/** What has changed: articles, all articles of a publisher, or an actor that claims are attributed to, by UUID. */
export type ChangedSource = { articleIds: readonly string[] } | { publisherId: string } | { actorId: string }

/**
 * Derives the certainty of events again, whose claims are from several articles, after something that decides on the
 * origins of one of them has changed: its text became known, or its publisher another one, or an actor has another name.
 * @returns the revisions to append to the history; none for an event that stays the same
 */
export async function reviseOrigins(
  tx: Database,
  changed: ChangedSource,
  auditInfo: AuditInfo,
): Promise<RevisionDraft[]> {
  if ('articleIds' in changed && changed.articleIds.length === 0) return []
  const ids = await readEventIds(tx, changed)
  const revisions: RevisionDraft[] = []
  for (let start = 0; start < ids.length; start += EVENTS_PER_BATCH) {
    const batch = ids.slice(start, start + EVENTS_PER_BATCH)
    revisions.push(...(await reviseEvents(tx, batch, auditInfo, () => recomputeCertainty(tx, batch))))
  }
  return revisions
}

async function readEventIds(tx: Database, changed: ChangedSource): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select changed.id::text as id from (${eventsOf(changed)}) changed(id)
      where (select count(distinct c.article_id) from ${claims} c where c.event_id = changed.id) > 1 order by 1`,
  )
  return rows.map(({ id }) => id)
}

/** Selects the UUIDs of the events with claims that are from the articles, or attributed to the actor. */
function eventsOf(changed: ChangedSource): SQL {
  if ('actorId' in changed) {
    return sql`select distinct event_id from ${claimAttributions} where agent_id = ${changed.actorId}`
  }
  const articleIds =
    'articleIds' in changed
      ? sql`select unnest(${sql.param(changed.articleIds)}::uuid[])`
      : sql`select id from ${articles} where publisher_id = ${changed.publisherId}`
  return sql`select distinct event_id from ${claims} where article_id in (${articleIds})`
}
