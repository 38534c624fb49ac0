import { and, asc, eq, getTableName, gt, inArray, isNotNull } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { keyOf } from '../../database/sql/json-rows.ts'
import { actors } from '../../database/tables/actor.ts'
import { mergeOrigins } from '../../database/tables/merge-origin.ts'
import { offices } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import { places } from '../../database/tables/place.ts'
import { identityColumns, identityOf, withOwner, type MergeOrigin } from './origins.ts'
import { ACTOR_ROWS, PLACE_ROWS, type OwnRows } from './own-rows.ts'

/** A merge of an actor or place, with the rows of its own that it has changed. */
export interface OwnMerge {
  origin: MergeOrigin
  rows: OwnRows
}

/**
 * Reads the later merges of actors and places that have changed a row that a merge has changed too, or would change
 * others without it.
 * @param own the record of the merge, of its own rows
 * @returns earliest first
 */
export async function readLaterMerges(tx: Database, own: OwnMerge): Promise<OwnMerge[]> {
  const later = await readOwnMerges(tx, own.origin.ordinal)
  const heirIds = await readHeirIds(tx, own.origin, later)
  const tokens = new Set(tokensOf(own))
  const related = new Set<OwnMerge>()
  let isGrowing = true
  while (isGrowing) {
    isGrowing = false
    for (const merge of later) {
      if (related.has(merge)) continue
      const ownTokens = tokensOf(merge)
      if (!heirIds.has(merge.origin.mergedId) && !ownTokens.some((token) => tokens.has(token))) continue
      related.add(merge)
      for (const token of ownTokens) tokens.add(token)
      isGrowing = true
    }
  }
  return later.filter((merge) => related.has(merge))
}

async function readOwnMerges(tx: Database, afterOrdinal: number): Promise<OwnMerge[]> {
  const isLater = and(eq(mergeOrigins.part, 0), gt(mergeOrigins.ordinal, afterOrdinal))
  const origins = await tx.select().from(mergeOrigins).where(isLater).orderBy(asc(mergeOrigins.ordinal))
  const ids = origins.map(({ mergedId }) => mergedId)
  const actorRows = await tx.select({ id: actors.id }).from(actors).where(inUuids(actors.id, ids))
  const placeRows = await tx.select({ id: places.id }).from(places).where(inUuids(places.id, ids))
  const rowsById = new Map([
    ...actorRows.map(({ id }) => [id, ACTOR_ROWS] as const),
    ...placeRows.map(({ id }) => [id, PLACE_ROWS] as const),
  ])
  return origins.flatMap((origin) => {
    const rows = rowsById.get(origin.mergedId)
    return rows === undefined ? [] : [{ origin, rows }]
  })
}

/**
 * Reads which later merges into the target would have given it a country or an office that it has from this merge: the
 * first merged actor that has a country, and those that have kept an office of one title.
 */
async function readHeirIds(tx: Database, origin: MergeOrigin, later: readonly OwnMerge[]): Promise<Set<string>> {
  const ids = later.flatMap((merge) => (merge.origin.targetId === origin.targetId ? [merge.origin.mergedId] : []))
  const heirIds = new Set<string>()
  if (ids.length === 0) return heirIds
  if (origin.changes[getTableName(actors)]) {
    const hasCountry = and(inUuids(actors.id, ids), isNotNull(actors.countryId))
    const rows = await tx.select({ id: actors.id }).from(actors).where(hasCountry)
    const first = ids.find((id) => rows.some((row) => row.id === id))
    if (first !== undefined) heirIds.add(first)
  }
  const movedOffices = origin.changes[getTableName(offices)]?.added ?? []
  if (movedOffices.length > 0) {
    const moved = movedOffices.map(({ id }) => String(id))
    const titles = tx.select({ title: offices.title }).from(offices).where(inUuids(offices.id, moved))
    const hasOffice = and(inUuids(offices.organizationId, ids), inArray(offices.title, titles))
    const rows = await tx.select({ id: offices.organizationId }).from(offices).where(hasOffice)
    for (const { id } of rows) if (id !== null) heirIds.add(id)
  }
  return heirIds
}

/** The rows that a merge has changed, as texts: by their keys, and by what makes them equal to others. */
function tokensOf({ origin, rows: { tables } }: OwnMerge): string[] {
  return tables.flatMap((table) => {
    const { removed, added } = origin.changes[getTableName(table)] ?? { removed: [], added: [] }
    const moved = removed.map((row) => withOwner(row, origin.mergedId, origin.targetId))
    return [...removed, ...moved, ...added].flatMap((row) => tokensOfRow(table, row))
  })
}

function tokensOfRow(table: PgTable, row: Record<string, unknown>): string[] {
  const name = getTableName(table)
  const key = `${name} key ${keyOf(table, row)}`
  // A record has only some columns of rows that it has not moved.
  const isComplete = identityColumns(table).every((column) => column in row)
  return isComplete ? [key, `${name} identity ${identityOf(table, row)}`] : [key]
}

/**
 * Reads the later merges of another concept that have left out a participation because of a row that this merge has
 * given its target: a merge of actors and a merge of events can make the same two participations one. The row cannot
 * return while they stand.
 */
export async function readMergesWithParticipations(tx: Database, origin: MergeOrigin): Promise<MergeOrigin[]> {
  const added = origin.changes[getTableName(participations)]?.added ?? []
  if (added.length === 0) return []
  const keys = new Set(added.map((row) => keyOf(participations, row)))
  const ids = new Set(added.flatMap((row) => [String(row['event_id']), String(row['actor_id'])]))
  ids.delete(origin.targetId)
  const isLater = and(inUuids(mergeOrigins.targetId, ids), gt(mergeOrigins.ordinal, origin.ordinal))
  const later = await tx.select().from(mergeOrigins).where(isLater).orderBy(asc(mergeOrigins.ordinal))
  return later.filter(({ changes, mergedId, targetId }) =>
    (changes[getTableName(participations)]?.removed ?? []).some((row) =>
      keys.has(keyOf(participations, withOwner(row, mergedId, targetId))),
    ),
  )
}
