import { and, eq, gt, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { insertRows } from '../../database/sql/insert.ts'
import { entityRevisions, type EntityRevisionRow } from '../../database/tables/entity-revision.ts'
import { toId } from '../../database/values/ids.ts'
import { diffSnapshots } from './diff.ts'
import { readEntitySnapshots, REVISED, type RevisedConcept } from './entity-snapshots.ts'
import { describeRevisions, EventConflictError, type ExpectedVersion } from './expect-version.ts'
import type { AuditInfo } from './revise.ts'

/**
 * Changes actors, places, offices, articles or storylines. It increments the version of each that differs afterwards and
 * appends a revision.
 * @param tx a transaction that holds the write lock
 * @param ids UUIDs of all objects that `change` may change
 * @param change makes the change, derived tables included
 * @param kindOf the kind of the revision of an object; undefined if an object that is the same afterwards gets none. The
 *   default is CORRECTED for objects that differ.
 * @returns the number of revisions
 */
export async function reviseEntities(
  tx: Database,
  concept: RevisedConcept,
  ids: readonly string[],
  { reason, by }: AuditInfo,
  change: () => Promise<void>,
  kindOf: (id: string) => EntityRevisionRow['kind'] | undefined = () => undefined,
): Promise<number> {
  const before = await readEntitySnapshots(tx, concept, ids)
  await change()
  const after = await readEntitySnapshots(tx, concept, ids)
  const rows = [...before].flatMap(([entityId, { snapshot, version }]) => {
    const later = after.get(entityId)
    if (later === undefined) throw new Error(`The change has deleted the ${concept} ${entityId}.`)
    const changes = diffSnapshots(snapshot, later.snapshot)
    const kind = kindOf(entityId)
    if (changes.length === 0 && kind === undefined) return []
    return [
      {
        entityId,
        version: version + 1,
        concept,
        kind: kind ?? 'CORRECTED',
        reason: reason ?? null,
        by,
        changes,
      } as const,
    ]
  })
  const changedIds = rows.map(({ entityId }) => entityId)
  await tx.execute(sql`update ${REVISED[concept].table} set version = version + 1
    where id = any(${sql.param(changedIds)}::uuid[])`)
  await insertRows(tx, entityRevisions, rows)
  return rows.length
}

interface StoredVersion {
  version: number
  mergedIntoId?: string | null
  mergedBy?: string
  mergedReason?: string
}

/**
 * Checks that an actor, place, office, article or storyline is in the state that the client expects.
 * @param tx a transaction that holds the write lock
 * @throws {EventConflictError} if it does not exist, has another version, or is merged into another
 */
export async function assertEntityVersion(
  tx: Database,
  concept: RevisedConcept,
  { id, expectedVersion, at = { event: [concept], expectedVersion: ['expectedVersion'] } }: ExpectedVersion,
): Promise<void> {
  const { table } = REVISED[concept]
  const rows: object[] = await tx
    .select()
    .from(table as PgTable)
    .where(eq(table.id, id))
  const [row] = rows as StoredVersion[]
  if (row === undefined) {
    throw new EventConflictError('NOT_FOUND', at.event, `There is no ${concept} with the id ${toId(concept, id)}.`)
  }
  const { version, mergedIntoId, mergedBy, mergedReason } = row
  if (mergedIntoId !== null && mergedIntoId !== undefined) {
    const message = `The ${concept} is already merged into ${toId(concept, mergedIntoId)} (by ${mergedBy}: ${mergedReason}). Use that ${concept} instead, or split them first.`
    throw new EventConflictError('CONFLICT', at.event, message)
  }
  if (version === expectedVersion) return
  const later = await tx
    .select()
    .from(entityRevisions)
    .where(and(eq(entityRevisions.entityId, id), gt(entityRevisions.version, expectedVersion)))
    .orderBy(entityRevisions.version)
  const changes = later.length > 0 ? `: ${describeRevisions(later)}` : ''
  const message = `The ${concept} has version ${version}, not ${expectedVersion}${changes}. Read it again and retry with version ${version}.`
  throw new EventConflictError('CONFLICT', at.expectedVersion, message)
}
