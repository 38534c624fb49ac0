import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRow, readRows } from '../../database/sql/rows.ts'
import { claims } from '../../database/tables/claim.ts'
import { events } from '../../database/tables/event.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import {
  countDatasetAsOrigin,
  deriveCertainties,
  isCountedWithoutClaims,
  recomputeCertainty,
} from './event-certainty.ts'
import { countWrongCertaintyWithoutClaims, recomputeCertaintyWithoutClaims } from './evidence.ts'

const EVENTS_PER_BATCH = 500

/** Recomputes the certainty and the number of origins of all events, from their claims and their evidence. */
export async function recomputeAllCertainties(tx: Database): Promise<void> {
  await recomputeCertaintyWithoutClaims(tx, 'ALL_EVENTS')
  await countDatasetAsOrigin(tx, 'ALL_EVENTS')
  for await (const ids of eventsWithClaims(tx)) await recomputeCertainty(tx, ids)
}

/** The numbers of events, and of relations, that have another value than the one that is derived. */
export interface WrongCertainties {
  certainty: number
  originCount: number
  relations: number
}

/** Compares the certainty and the number of origins of all events with a fresh derivation. It changes nothing. */
export async function countWrongCertainties(tx: Database): Promise<WrongCertainties> {
  const { originCount } = await readRow<{ originCount: number }>(
    tx,
    sql`select count(*)::int as "originCount" from ${events} e where ${isCountedWithoutClaims()}`,
  )
  const wrong = { certainty: await countWrongCertaintyWithoutClaims(tx), originCount, relations: 0 }
  for await (const ids of eventsWithClaims(tx)) {
    const stored = await readStored(tx, ids)
    for (const { id, certainty, originCount: count, relations } of await deriveCertainties(tx, ids)) {
      const event = stored.events.get(id)
      if (event?.certainty !== certainty) wrong.certainty++
      if (event?.originCount !== count) wrong.originCount++
      for (const { kind, targetId, certainty: ofRelation } of relations) {
        // A claim can be about a relation that a correction has removed.
        const storedCertainty = stored.relations.get(`${id} ${kind} ${targetId}`)
        if (storedCertainty !== undefined && storedCertainty !== ofRelation) wrong.relations++
      }
    }
  }
  return wrong
}

async function readStored(tx: Database, ids: readonly string[]) {
  const { id, certainty, independentOriginCount: originCount } = events
  const eventRows = await tx.select({ id, certainty, originCount }).from(events).where(inUuids(id, ids))
  const relationRows = await tx.select().from(eventRelations).where(inUuids(eventRelations.eventId, ids))
  return {
    events: new Map(eventRows.map((row) => [row.id, row])),
    relations: new Map(relationRows.map((row) => [`${row.eventId} ${row.kind} ${row.targetId}`, row.certainty])),
  }
}

/** Reads the UUIDs of the events that have claims, in batches. */
async function* eventsWithClaims(tx: Database): AsyncGenerator<string[]> {
  let after = sql`true`
  for (;;) {
    const rows = await readRows<{ id: string }>(
      tx,
      sql`select distinct event_id::text as id, event_id from ${claims} where ${after}
        order by event_id limit ${EVENTS_PER_BATCH}`,
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(({ id }) => id)
    after = sql`event_id > ${last.id}::uuid`
  }
}
