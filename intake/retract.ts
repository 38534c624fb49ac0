import { inArray, sql } from 'drizzle-orm'
import type { Database } from '../schema/tables/database.ts'
import { events } from '../schema/tables/event.ts'
import { changeEvents } from './derived/derive.ts'
import type { RevisionDraft } from './history.ts'

/** Why something is done, and who does it. */
export interface Deed {
  reason: string
  by: string
}

/**
 * Retracts stored events: they stay, are found by their ids, and say that they are taken back.
 * @param tx a transaction
 * @param ids their UUIDs
 * @returns what is to be entered into the history
 */
export const retractEvents = async (
  tx: Database,
  ids: readonly string[],
  { reason, by }: Deed,
): Promise<RevisionDraft[]> => {
  const stored = await tx
    .select({ id: events.id, version: events.version, certainty: events.certainty })
    .from(events)
    .where(inArray(events.id, [...ids]))
    .orderBy(events.id)
  await changeEvents(tx, ids, async () => {
    await tx.execute(sql`update ${events} set certainty = 'RETRACTED', version = version + 1, updated_at = now()
      where id = any(${sql.param(ids)}::uuid[])`)
  })
  return stored.map(({ id, version, certainty }) => ({
    eventId: id,
    version: version + 1,
    kind: 'RETRACTED',
    reason,
    by,
    changes: [{ field: 'certainty', before: certainty, after: 'RETRACTED' }],
  }))
}
