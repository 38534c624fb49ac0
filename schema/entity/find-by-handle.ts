import { sql } from 'drizzle-orm'
import { isGiven } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import type { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { createLoader, LOAD_ORDER, type Loader } from '../loaders/loader.ts'
import { uuidOf } from '../relay/node.ts'
import type { EntityTables } from './entity-tables.ts'
import { ExternalIdBy } from './name.ts'

interface Handle {
  id?: string | null | undefined
  externalId?: { scheme: string; value: string } | null | undefined
  name?: string | null | undefined
}

/** The fields of the input that identifies one actor or place. */
export function handleFields(
  t: PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>,
  concept: 'actor' | 'place',
) {
  return {
    id: t.id({ description: `The id of the ${concept}.` }),
    externalId: t.field({ type: ExternalIdBy, description: `An identifier of the ${concept} in another catalogue.` }),
    name: t.string({
      description: `Any name of the ${concept}, spelled exactly so. The result is null if several ${concept}s have this name.`,
    }),
  }
}

/**
 * Creates the resolver that finds one row by its id, external id or name. All names of an operation cost one statement,
 * likewise all external ids, and one more reads all rows.
 * @returns a function that returns null if no row has the handle, or several rows have the name
 */
export function findByHandle<Row>(
  concept: 'actor' | 'place',
  tables: EntityTables,
  rowLoader: Loader<string, Row | null>,
) {
  const uuidByName = nameLoader(tables)
  const uuidByExternalId = externalIdLoader(tables)
  const uuidByHandle = async ({ id, externalId, name }: Handle, context: Context): Promise<string | null> => {
    if (isGiven(id)) return uuidOf(concept, id)
    return externalId ? uuidByExternalId(context).load(keyOf(externalId)) : uuidByName(context).load(name ?? '')
  }
  return async (by: Handle, context: Context): Promise<Row | null> => {
    const uuid = await uuidByHandle(by, context)
    return uuid === null ? null : rowLoader(context).load(uuid)
  }
}

/** Loads UUIDs by name; a name that several rows have gives null. */
function nameLoader({ table, names, nameOwner }: EntityTables): Loader<string, string | null> {
  return createLoader(LOAD_ORDER.ROOT, async (keys, { db }) => {
    const requested = sql`any(${sql.param(keys.filter(isStorable))}::text[])`
    // The two name columns differ in their collation; without an explicit one PostgreSQL cannot group their union.
    const rows = await readRows<{ name: string; id: string }>(
      db,
      sql`select name, min(id::text) as id from (
        select ${table.name} collate "C" as name, ${table.id} as id from ${table}
          where ${table.name} = ${requested} and ${table.mergedIntoId} is null
        union select ${names.name} collate "C", ${nameOwner} from ${names} where ${names.name} = ${requested}
      ) named group by name having count(*) = 1`,
    )
    const idByName = new Map(rows.map(({ name, id }) => [name, id]))
    return keys.map((name) => idByName.get(name) ?? null)
  })
}

/** Loads UUIDs by external id. Its keys are made by `keyOf`. */
function externalIdLoader({ externalIds, externalIdOwner }: EntityTables): Loader<string, string | null> {
  return createLoader(LOAD_ORDER.ROOT, async (keys, { db }) => {
    const { scheme, value } = externalIds
    const requested = keys.filter(isStorable)
    const rows = await readRows<{ key: string; id: string }>(
      db,
      sql`select ${scheme} || ' ' || ${value} as key, ${externalIdOwner} as id from ${externalIds}
        where (${scheme}, ${value}) in (
          select split_part(key, ' ', 1), substr(key, strpos(key, ' ') + 1) from unnest(${sql.param(requested)}::text[]) key
        )`,
    )
    const idByKey = new Map(rows.map(({ key, id }) => [key, id]))
    return keys.map((key) => idByKey.get(key) ?? null)
  })
}

/** The name of a scheme contains no space, so the key is unambiguous. */
function keyOf({ scheme, value }: { scheme: string; value: string }): string {
  return `${scheme} ${value}`
}

/** PostgreSQL rejects a statement with NUL in a text: one such key would fail the whole batch. */
function isStorable(text: string): boolean {
  return !text.includes('\0')
}
