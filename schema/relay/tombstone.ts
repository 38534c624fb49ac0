import { tombstones } from '../../database/tables/tombstone.ts'
import type { Context } from '../builder/context.ts'
import { clientError } from '../builder/errors.ts'
import { LOAD_ORDER, rowBy, sharedByMoments } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load } from '../prefetch/relation.ts'

/** Loads tombstones by the UUID of the erased object. */
const tombstoneLoader = sharedByMoments(rowBy(LOAD_ORDER.TOMBSTONE, tombstones, tombstones.id))

/**
 * Returns the row of an id, or null if there is none.
 * @throws {GraphQLError} NOT_FOUND with the day if the object was erased
 */
export function notErased<Row>(context: Context, uuid: string, row: Row | null): MaybePromise<Row | null> {
  if (row !== null) return row
  return after(tombstoneLoader(context).load(uuid), (tombstone) => {
    if (tombstone === null) return null
    const day = tombstone.erasedAt.slice(0, 10)
    throw clientError('NOT_FOUND', `The ${tombstone.concept} was erased on ${day}. Delete your copies of it.`)
  })
}

/** The description of `erasedAt`, of objects that stay without their content after an erasure. */
const ERASED_AT_DESCRIPTION =
  'When its content was erased, for a court order or personal data; null if it was not. An erased object keeps its id.'

/** The options of the field `erasedAt`: when the object was erased; null if it was not. */
export const erasedAt = {
  description: ERASED_AT_DESCRIPTION,
  loads: [load(tombstoneLoader, 'id')],
  resolve: ({ id }: { id: string }, _args: object, context: Context): MaybePromise<string | null> =>
    after(tombstoneLoader(context).load(id), (tombstone) => tombstone?.erasedAt ?? null),
}
