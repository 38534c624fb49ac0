import { eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '../database/database.ts'
import { inUuids } from '../database/sql/conditions.ts'
import { readRows } from '../database/sql/rows.ts'
import { withWriteLock } from '../database/sql/write-lock.ts'
import { actorExternalIds, actorNames, actors, actorSpellings } from '../database/tables/actor.ts'
import { articleVersions } from '../database/tables/article-version.ts'
import { articles } from '../database/tables/article.ts'
import { claimAttributions, claims } from '../database/tables/claim.ts'
import { entityRevisions } from '../database/tables/entity-revision.ts'
import { eventVersions } from '../database/tables/event-version.ts'
import { events } from '../database/tables/event.ts'
import { mergeOrigins } from '../database/tables/merge-origin.ts'
import { participations } from '../database/tables/participation.ts'
import { quantities } from '../database/tables/quantity.ts'
import { eventRelations } from '../database/tables/relation.ts'
import { tombstones, type Erasable } from '../database/tables/tombstone.ts'
import { toId } from '../database/values/ids.ts'
import { changeEvents } from './derived/derive.ts'
import { recomputeCertainty } from './derived/event-certainty.ts'
import { addActorNames } from './derived/rename.ts'
import { reviseWithoutTrace } from './history/revise-without-trace.ts'
import type { AuditInfo } from './history/revise.ts'
import { appendRevisions } from './history/revisions.ts'
import { findErased } from './resolve/erased.ts'

/** The name of an erased actor, and the headline of an erased article that nothing else identifies. */
const ERASED = '(erased)'

/** What an erasure changes. */
export interface Erasure {
  /** The erased objects: the given one, and those that were merged into it. */
  erasedIds: string[]
  /** UUIDs of the other events that change: they lose what they say about the erased object, and their history. */
  changedEventIds: string[]
}

/** The object cannot be erased: it is not stored, already erased, or merged into another. */
export class ErasureError extends Error {}

type Target = { concept: Erasable; id: string }

/**
 * Finds out what an erasure would change.
 * @param target the concept and the UUID
 * @throws {ErasureError}
 */
export async function planErasure(db: Database, { concept, id }: Target): Promise<Erasure> {
  const publicId = toId(concept, id)
  const erasedAt = (await findErased(db, [id])).get(id)
  if (erasedAt !== undefined) throw new ErasureError(`${publicId} was erased already, on ${erasedAt.slice(0, 10)}.`)
  const erasedIds = await readWithMerged(db, { concept, id })
  const changed: Record<Erasable, SQL> = {
    event: sql`select event_id from ${eventRelations} where ${inUuids(eventRelations.targetId, erasedIds)}
      union select event_id from ${claims} where ${inUuids(claims.relationTargetId, erasedIds)}`,
    article: sql`select event_id from ${claims} where ${inUuids(claims.articleId, erasedIds)}`,
    actor: sql`select event_id from ${participations} where ${inUuids(participations.actorId, erasedIds)}
      union select event_id from ${claimAttributions} where ${inUuids(claimAttributions.agentId, erasedIds)}`,
  }
  // An earlier version of an event can refer to the object although the present one does not.
  const rows = await readRows<{ id: string }>(
    db,
    sql`select distinct id::text as id from (${changed[concept]}
      union select event_id from ${eventVersions}
        where ${mentions(eventVersions.state, erasedIds)}) q(id) order by 1`,
  )
  return { erasedIds, changedEventIds: rows.map((row) => row.id).filter((eventId) => !erasedIds.includes(eventId)) }
}

/** The condition that a JSON column contains one of the UUIDs, at any depth. */
function mentions(column: PgColumn, ids: readonly string[]): SQL {
  return sql`${column}::text like any(${sql.param(ids.map((id) => `%${id}%`))}::text[])`
}

/** @returns UUIDs of the object and, of an actor or event, of all that were merged into it */
async function readWithMerged(db: Database, { concept, id }: Target): Promise<string[]> {
  const table = { event: events, article: articles, actor: actors }[concept]
  const [row] = await db.select().from(table).where(eq(table.id, id))
  if (row === undefined) throw new ErasureError(`There is no ${concept} with the id ${toId(concept, id)}.`)
  if (!('mergedIntoId' in row)) return [id]
  if (row.mergedIntoId !== null) {
    const into = toId(concept, row.mergedIntoId)
    throw new ErasureError(`${toId(concept, id)} is merged into ${into}, which has its content. Erase that one.`)
  }
  const rows = await readRows<{ id: string }>(
    db,
    sql`with recursive merged(id) as (select ${id}::uuid
      union select t.id from ${table} t join merged on t.merged_into_id = merged.id) select id::text as id from merged`,
  )
  return rows.map((merged) => merged.id)
}

/**
 * Erases the content of an event, of an article (headline, text, and the claims with its quotes), or of an actor (names,
 * description, external ids, labels), from all tables, the history and the earlier versions. A tombstone remains.
 * @param target the concept and the UUID
 * @throws {ErasureError}
 */
export function erase(db: Database, target: Target, auditInfo: Required<AuditInfo>): Promise<Erasure> {
  return withWriteLock(db, async (tx) => {
    const erasure = await planErasure(tx, target)
    const { erasedIds, changedEventIds } = erasure
    await tx.insert(tombstones).values(
      erasedIds.map((id) => ({
        id,
        concept: target.concept,
        erasedBy: auditInfo.by,
        reason: auditInfo.reason ?? '',
      })),
    )
    const changes = {
      event: () => removeRelations(tx, erasedIds),
      article: () => deleteClaims(tx, inUuids(claims.articleId, erasedIds)),
      actor: () => removeLabels(tx, erasedIds),
    }
    await removeTraces(tx, erasedIds)
    if (target.concept === 'article') await emptyArticle(tx, target.id)
    if (target.concept === 'actor') await emptyActors(tx, erasedIds)
    const revisions = await reviseWithoutTrace(tx, changedEventIds, auditInfo, async () => {
      await changes[target.concept]()
      await recomputeCertainty(tx, changedEventIds)
    })
    if (target.concept === 'event') {
      await changeEvents(tx, erasedIds, async () => {
        await tx.delete(events).where(inUuids(events.id, erasedIds))
      })
    }
    await appendRevisions(tx, revisions)
    return erasure
  })
}

/**
 * Deletes the history of objects, which has former names, and the records of merges that contain rows about them: also
 * merges of other objects, such as of the events of an actor. Such merges cannot be split any more.
 */
async function removeTraces(tx: Database, ids: readonly string[]): Promise<void> {
  await tx.delete(entityRevisions).where(inUuids(entityRevisions.entityId, ids))
  const { mergedId, targetId, changes } = mergeOrigins
  const concerned = or(inUuids(mergedId, ids), inUuids(targetId, ids), mentions(changes, ids))
  // All parts of a record: a merge that is returned in part would look as if it were undone.
  await tx
    .delete(mergeOrigins)
    .where(inArray(mergedId, tx.select({ id: mergedId }).from(mergeOrigins).where(concerned)))
}

async function removeRelations(tx: Database, targetIds: readonly string[]): Promise<void> {
  await deleteClaims(tx, inUuids(claims.relationTargetId, targetIds))
  await tx.delete(eventRelations).where(inUuids(eventRelations.targetId, targetIds))
}

/** Deletes claims; a quantity whose claim is deleted loses its reference. */
async function deleteClaims(tx: Database, condition: SQL): Promise<void> {
  await tx.execute(sql`update ${quantities} set claim_id = null
    where (event_id, claim_id) in (select event_id, id from ${claims} where ${condition})`)
  await tx.delete(claims).where(condition)
}

async function emptyArticle(tx: Database, id: string): Promise<void> {
  await tx.execute(sql`update ${articleVersions} v set body = null, fingerprint = null, agencies = null, credited_names = null,
    headline = case when a.url is null and v.text_sha256 is null then ${ERASED} end
    from ${articles} a where a.id = v.article_id and v.article_id = ${id}`)
}

async function emptyActors(tx: Database, ids: readonly string[]): Promise<void> {
  await tx.delete(actorNames).where(inUuids(actorNames.actorId, ids))
  await tx.delete(actorExternalIds).where(inUuids(actorExternalIds.actorId, ids))
  await tx.delete(actorSpellings).where(inUuids(actorSpellings.actorId, ids))
  const renamed = await tx
    .update(actors)
    .set({
      name: ERASED,
      description: null,
      mergedReason: sql`case when ${actors.mergedReason} is not null then ${ERASED} end`,
      version: sql`${actors.version} + 1`,
    })
    .where(inUuids(actors.id, ids))
    .returning({ id: actors.id, mergedIntoId: actors.mergedIntoId })
  const standing = renamed.filter(({ mergedIntoId }) => mergedIntoId === null)
  await addActorNames(
    tx,
    standing.map(({ id }) => ({ id, name: ERASED })),
  )
}

/** Removes how articles call actors. */
async function removeLabels(tx: Database, ids: readonly string[]): Promise<void> {
  await tx.update(participations).set({ label: null }).where(inUuids(participations.actorId, ids))
  await tx.update(claimAttributions).set({ label: null }).where(inUuids(claimAttributions.agentId, ids))
}
