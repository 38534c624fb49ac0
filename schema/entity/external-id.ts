import { sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import { ACTOR_TABLES, PLACE_TABLES, type EntityTables } from '../../database/tables/entities.ts'
import type { ID_SCHEMES } from '../../database/tables/enums.ts'
import type { Context } from '../builder/context.ts'
import { createLoader, LOAD_ORDER, type Loader } from '../loaders/loader.ts'
import { after, allOf, type MaybePromise } from '../loaders/maybe-promise.ts'

export interface ExternalIdKey {
  scheme: (typeof ID_SCHEMES)[number]
  value: string
}

const loaders = { actor: externalIdLoader(ACTOR_TABLES), place: externalIdLoader(PLACE_TABLES) }

/**
 * Returns the UUID of the actor or the place with an external id; null if there is none. All look-ups of a request cost
 * one statement. A merge moves external ids to the target, so that those of a merged object lead to it.
 */
export function uuidByExternalId(
  concept: EntityTables['concept'],
  { scheme, value }: ExternalIdKey,
  context: Context,
): MaybePromise<string | null> {
  // The name of a scheme contains no space, so the key is unambiguous.
  return loaders[concept](context).load(`${scheme} ${value}`)
}

/** The row of the first of some external ids that an actor or a place has; null if none has one. */
export function rowByExternalIds<Row>(
  concept: EntityTables['concept'],
  keys: readonly ExternalIdKey[],
  rowLoader: Loader<string, Row | null>,
  context: Context,
): MaybePromise<Row | null> {
  return after(allOf(keys.map((key) => uuidByExternalId(concept, key, context))), (uuids) => {
    const uuid = uuids.find((each) => each !== null)
    return uuid === undefined ? null : rowLoader(context).load(uuid)
  })
}

function externalIdLoader({ externalIds, externalIdOwner }: EntityTables): Loader<string, string | null> {
  return createLoader(LOAD_ORDER.ROOT, async (keys, { db }) => {
    const { scheme, value } = externalIds
    const requested = keys.filter(isStorable)
    const rows = await readRows<{ key: string; id: string }>(
      db,
      sql`select ${scheme} || ' ' || ${value} as key, ${externalIdOwner} as id from ${externalIds}
        where (${scheme}, ${value}) in (
          select split_part(key, ' ', 1), substr(key, strpos(key, ' ') + 1)
          from unnest(${sql.param(requested)}::text[]) key
        )`,
    )
    const idByKey = new Map(rows.map(({ key, id }) => [key, id]))
    return keys.map((key) => idByKey.get(key) ?? null)
  })
}

/** PostgreSQL rejects a statement with NUL in a text: one such key would fail the whole batch. */
export function isStorable(text: string): boolean {
  return !text.includes('\0')
}
