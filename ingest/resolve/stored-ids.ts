import { isNotNull, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import { offices } from '../../database/tables/office.ts'
import { places } from '../../database/tables/place.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { parseId } from '../../database/values/ids.ts'
import type { AddProblem } from '../format/problem.ts'
import { isStoredId, type Referable, type Reference } from '../format/references.ts'

/** A table of what can be merged. */
export type Mergeable = PgTable & { id: PgColumn; mergedIntoId: PgColumn }

const STORED: Record<Referable, (PgTable & { id: PgColumn }) | Mergeable> = {
  actor: actors,
  event: events,
  office: offices,
  place: places,
  storyline: storylines,
}

/**
 * Checks that what is referred to by ids is stored.
 * @param tx a transaction
 * @param references any; those by local keys are passed over
 * @param note takes what is wrong
 * @returns what an id stands for: what was merged stands for what it was merged into
 */
export async function resolveStoredIds(
  tx: Database,
  references: readonly Reference[],
  note: AddProblem,
): Promise<(id: string) => string> {
  const asked = references.filter(({ value }) => isStoredId(value))
  const merged = new Map<string, string>()
  for (const [concept, table] of Object.entries(STORED) as [Referable, (typeof STORED)[Referable]][]) {
    const ofConcept = asked.filter((reference) => reference.concept === concept)
    if (ofConcept.length === 0) continue
    const ids = ofConcept.map(({ value }) => parseId(value)!.uuid)
    const rows = await tx.select({ id: table.id }).from(table).where(inUuids(table.id, ids))
    const found = new Set(rows.map(({ id }) => id as string))
    for (const [i, { path, value }] of ofConcept.entries()) {
      if (!found.has(ids[i]!)) note(path, `"${value}" is not stored here.`)
    }
    if ('mergedIntoId' in table) for (const pair of await followMerges(tx, table, ids)) merged.set(...pair)
  }
  return (id) => {
    const { uuid } = parseId(id)!
    return merged.get(uuid) ?? uuid
  }
}

/**
 * What was merged, and into what in the end: that may have been merged in its turn.
 * @param tx a transaction
 * @param table of actors, events or places
 * @param ids their UUIDs
 * @returns the UUIDs of what stands for those that were merged
 */
export async function followMerges(
  tx: Database,
  table: Mergeable,
  ids: Iterable<string>,
): Promise<Map<string, string>> {
  const standing = new Map<string, string>()
  for (let next = [...ids]; next.length > 0;) {
    const rows = (await tx
      .select({ id: table.id, into: table.mergedIntoId })
      .from(table as PgTable)
      .where(sql`${inUuids(table.id, next)} and ${isNotNull(table.mergedIntoId)}`)) as { id: string; into: string }[]
    for (const { id, into } of rows) {
      for (const [from, to] of standing) if (to === id) standing.set(from, into)
      standing.set(id, into)
    }
    next = rows.map(({ into }) => into)
  }
  return standing
}
