import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { isGiven } from '../../database/sql/conditions.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { nameKey } from '../../database/values/normalize-name.ts'
import { findByName } from '../../ingest/resolve/find-by-name.ts'
import { NAME_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { createLoader, LOAD_ORDER, type Loader } from '../loaders/loader.ts'
import { uuidOf } from '../relay/node.ts'
import { isStorable, uuidByExternalId } from './external-id.ts'
import { ExternalIdBy } from './name.ts'

type Types = typeof builder.$inferSchemaTypes

interface Handle {
  id?: string | null | undefined
  externalId?: typeof ExternalIdBy.$inferInput | null | undefined
  name?: string | null | undefined
}

/**
 * Declares the query field that finds one actor or place by its id, external id or name. All names of an operation cost
 * one statement, likewise all external ids, and one more reads all rows.
 */
export function declareFindByHandle<Row extends object>(
  tables: EntityTables,
  type: ObjectRef<Types, Row> | InterfaceRef<Types, Row>,
  rowLoader: Loader<string, Row | null>,
): void {
  const { concept } = tables
  const By = builder.inputType(`${type.name}By`, {
    description: `Identifies one ${concept} by its id, an external id or a name.`,
    isOneOf: true,
    fields: (t) => ({
      id: t.id({ description: `The id of the ${concept}.` }),
      externalId: t.field({ type: ExternalIdBy, description: `An identifier of the ${concept} in another catalogue.` }),
      name: t.string({
        bound: NAME_BOUND,
        description: `Any exact name of the ${concept}, in any Unicode normal form. The result is null if several ${concept}s have this name.`,
      }),
    }),
  })
  const uuidByName = nameLoader(tables)
  const uuidOfHandle = async ({ id, externalId, name }: Handle, context: Context): Promise<string | null> => {
    if (isGiven(id)) return uuidOf(concept, id)
    return externalId ? uuidByExternalId(concept, externalId, context) : uuidByName(context).load(name ?? '')
  }
  builder.queryField(concept, (t) =>
    t.field({
      type: type as ObjectRef<Types, object>,
      nullable: true,
      description: `The ${concept} with an id, an external id or a name; null if there is none.`,
      args: { by: t.arg({ type: By, required: true, description: 'The id, external id or name.' }) },
      resolve: async (_root, { by }, context) => {
        const uuid = await uuidOfHandle(by, context)
        return uuid === null ? null : rowLoader(context).load(uuid)
      },
    }),
  )
}

/** Loads UUIDs by name; a name that several rows have gives null. */
function nameLoader(tables: EntityTables): Loader<string, string | null> {
  return createLoader(LOAD_ORDER.ROOT, async (names, { db }) => {
    const found = await findByName(db, tables, names.filter(isStorable))
    return names.map((name) => {
      const [only, ...others] = found.filter(({ key }) => key === nameKey(name))
      return only !== undefined && others.length === 0 ? only.id : null
    })
  })
}
