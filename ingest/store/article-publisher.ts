import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { articles } from '../../database/tables/article.ts'
import { mentions } from '../../database/tables/mention.ts'
import { changeMentions, countMentions } from '../derived/derive.ts'
import type { AuditInfo } from '../history/revise.ts'
import type { RevisionDraft } from '../history/revisions.ts'
import { reviseOrigins } from './origins.ts'

/**
 * Follows a change of the publisher of stored articles: their mentions get the publisher, the publishers of the events are
 * counted again, and their certainty is derived again.
 * @param articleIds UUIDs of articles with another publisher than before
 * @returns the revisions to append to the history
 */
export async function revisePublishers(
  tx: Database,
  articleIds: readonly string[],
  auditInfo: AuditInfo,
): Promise<RevisionDraft[]> {
  if (articleIds.length === 0) return []
  const ids = sql.param(articleIds)
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select distinct event_id::text as id from ${mentions} where article_id = any(${ids}::uuid[])`,
  )
  const eventIds = rows.map(({ id }) => id)
  await changeMentions(tx, eventIds, async () => {
    await tx.execute(sql`update ${mentions} m set publisher_id = a.publisher_id from ${articles} a
      where a.id = m.article_id and a.id = any(${ids}::uuid[])`)
    await countMentions(tx, eventIds)
  })
  return reviseOrigins(tx, { articleIds }, auditInfo)
}
