import { eq, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { actorExternalIds, actorNames, actors, memberships } from '../../database/tables/actor.ts'
import { ACTOR_TABLES, PLACE_TABLES } from '../../database/tables/entities.ts'
import { offices, tenures } from '../../database/tables/office.ts'
import { placeExternalIds, placeNames, placeParents, places } from '../../database/tables/place.ts'
import type { NamedRow } from '../derived/spellings.ts'
import { moveNames, moveRows } from './entities.ts'
import type { RowScope } from './row-changes.ts'

/** The rows of actors or places that are not rows of events, and how a merge moves them. */
export interface OwnRows {
  /** The tables, in the order of their foreign keys. */
  tables: readonly PgTable[]
  /** The rows that a merge can change. */
  scopesOf: (targetId: string, mergedId: string) => RowScope[]
  /**
   * Moves the rows of the merged object to the target.
   * @returns the names that the target gained, for the table of spellings
   */
  move: (tx: Database, targetId: string, mergedId: string) => Promise<NamedRow[]>
}

export const ACTOR_ROWS: OwnRows = {
  tables: [actors, actorNames, actorExternalIds, memberships, offices, tenures],
  scopesOf: (targetId, mergedId) => {
    const ids = [targetId, mergedId]
    return [
      { table: actors, where: inUuids(actors.id, [targetId]), columns: [actors.countryId] },
      { table: actorNames, where: inUuids(actorNames.actorId, ids) },
      { table: actorExternalIds, where: inUuids(actorExternalIds.actorId, ids), columns: [actorExternalIds.actorId] },
      {
        table: memberships,
        where: sql`(${inUuids(memberships.memberId, ids)} or ${inUuids(memberships.organizationId, ids)})`,
      },
      { table: offices, where: inUuids(offices.organizationId, ids), columns: [offices.organizationId] },
      { table: tenures, where: inUuids(tenures.personId, ids) },
    ]
  },
  move: async (tx, targetId, mergedId) => {
    const [merged] = await tx.select().from(actors).where(eq(actors.id, mergedId))
    if (merged === undefined) throw new RangeError(`There is no actor ${mergedId}.`)
    const names = await moveNames(tx, ACTOR_TABLES, targetId, merged)
    await moveRows(tx, memberships, 'memberId', targetId, mergedId, ({ organizationId }) => organizationId !== targetId)
    await moveRows(tx, memberships, 'organizationId', targetId, mergedId, ({ memberId }) => memberId !== targetId)
    await moveRows(tx, tenures, 'personId', targetId, mergedId)
    // If both actors have an office of one title, that of the merged actor stays with it, so that its id remains valid.
    await tx.execute(sql`update ${offices} set organization_id = ${targetId} where ${offices.organizationId} = ${mergedId}
      and not exists (select 1 from ${offices} o where o.organization_id = ${targetId} and o.title = ${offices.title})`)
    await tx.execute(sql`update ${actors} set country_id = coalesce(country_id, ${merged.countryId}::uuid)
      where ${actors.id} = ${targetId}`)
    return names
  },
}

export const PLACE_ROWS: OwnRows = {
  tables: [placeNames, placeExternalIds, placeParents, actors, offices],
  scopesOf: (targetId, mergedId) => {
    const ids = [targetId, mergedId]
    return [
      { table: placeNames, where: inUuids(placeNames.placeId, ids) },
      { table: placeExternalIds, where: inUuids(placeExternalIds.placeId, ids), columns: [placeExternalIds.placeId] },
      {
        table: placeParents,
        where: sql`(${inUuids(placeParents.placeId, ids)} or ${inUuids(placeParents.parentId, ids)})`,
      },
      { table: actors, where: inUuids(actors.countryId, ids), columns: [actors.countryId] },
      { table: offices, where: inUuids(offices.placeId, ids), columns: [offices.placeId] },
    ]
  },
  move: async (tx, targetId, mergedId) => {
    const [merged] = await tx.select().from(places).where(eq(places.id, mergedId))
    if (merged === undefined) throw new RangeError(`There is no place ${mergedId}.`)
    const names = await moveNames(tx, PLACE_TABLES, targetId, merged)
    await moveRows(tx, placeParents, 'placeId', targetId, mergedId, ({ parentId }) => parentId !== targetId)
    await moveRows(tx, placeParents, 'parentId', targetId, mergedId, ({ placeId }) => placeId !== targetId)
    await tx.update(actors).set({ countryId: targetId }).where(eq(actors.countryId, mergedId))
    await tx.update(offices).set({ placeId: targetId }).where(eq(offices.placeId, mergedId))
    return names
  },
}
