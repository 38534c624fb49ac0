import { tombstones } from '../../database/tables/tombstone.ts'
import type { Context } from '../builder/context.ts'
import { clientError } from '../builder/errors.ts'
import { LOAD_ORDER, rowBy, sharedByMoments } from '../loaders/loader.ts'

/** Loads tombstones by the UUID of the erased object. */
const tombstoneLoader = sharedByMoments(rowBy(LOAD_ORDER.TOMBSTONE, tombstones, tombstones.id))

/**
 * Returns the row of an id, or null if there is none.
 * @throws {GraphQLError} NOT_FOUND with the day if the object was erased
 */
export async function notErased<Row>(context: Context, uuid: string, row: Row | null): Promise<Row | null> {
  if (row !== null) return row
  const tombstone = await tombstoneLoader(context).load(uuid)
  if (tombstone === null) return null
  const day = tombstone.erasedAt.slice(0, 10)
  throw clientError('NOT_FOUND', `The ${tombstone.concept} was erased on ${day}. Delete your copies of it.`)
}

/** The description of `erasedAt`, of objects that stay without their content after an erasure. */
export const ERASED_AT_DESCRIPTION =
  'When its content was erased, for a court order or personal data; null if it was not. An erased object keeps its id.'

/** @returns when the object was erased; null if it was not */
export async function erasedAt({ id }: { id: string }, _args: object, context: Context): Promise<string | null> {
  return (await tombstoneLoader(context).load(id))?.erasedAt ?? null
}
