import { eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { datasets } from '../../database/tables/dataset.ts'
import { events } from '../../database/tables/event.ts'
import { type Action, assertMay, assertMayMerge, datasetNamed, type DatasetRight } from '../builder/authorize.ts'
import type { Context } from '../builder/context.ts'
import { callerOf } from '../builder/require-scope.ts'

/**
 * Changes one event, if the caller may change its dataset.
 * @param work makes the change in the transaction that it gets; an event that is not stored is its to refuse
 * @throws {GraphQLError} FORBIDDEN
 */
export function changeWithRights<Result>(
  context: Context,
  action: Action,
  eventId: string,
  work: (tx: Database) => Promise<Result>,
): Promise<Result> {
  return withWriteLock(context.db, async (tx) => {
    for (const dataset of await datasetsOf(tx, [eventId])) assertMay(callerOf(context), action, dataset)
    return work(tx)
  })
}

/**
 * Merges or splits events, if the caller may: see `assertMayMerge`.
 * @param targetId UUID of the event that remains
 * @param mergedIds UUIDs of the others
 * @param work makes the change in the transaction that it gets
 * @throws {GraphQLError} FORBIDDEN
 */
export function mergeWithRights<Result>(
  context: Context,
  targetId: string,
  mergedIds: readonly string[],
  work: (tx: Database) => Promise<Result>,
): Promise<Result> {
  return withWriteLock(context.db, async (tx) => {
    const [target] = await datasetsOf(tx, [targetId])
    if (target !== undefined) assertMayMerge(callerOf(context), target, await datasetsOf(tx, mergedIds))
    return work(tx)
  })
}

async function datasetsOf(tx: Database, eventIds: readonly string[]): Promise<DatasetRight[]> {
  const rows = await tx
    .selectDistinct({ name: datasets.name })
    .from(events)
    .innerJoin(datasets, eq(datasets.id, events.datasetId))
    .where(inUuids(events.id, eventIds))
  return rows.map(({ name }) => datasetNamed(name))
}
