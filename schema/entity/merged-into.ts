import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import type { BatchLoader } from '../loaders/batch-loader.ts'
import type { Loader } from '../loaders/loader.ts'
import { after, type MaybePromise } from '../loaders/maybe-promise.ts'
import { load } from '../prefetch/relation.ts'

interface Mergeable {
  mergedIntoId: string | null
}

/** The columns of an actor or a place that record its merge: all null if it was not merged. */
interface MergedRow {
  mergedReason: string | null
  mergedBy: string | null
  mergedAt: string | null
}

/**
 * Returns the final target of a merge: the target of a merge can be merged again.
 * @returns null if the row was not merged
 */
function followMerge<Row extends Mergeable>(
  { mergedIntoId }: Row,
  loader: BatchLoader<string, Row | null>,
): MaybePromise<Row | null> {
  if (mergedIntoId === null) return null
  return after(loader.load(mergedIntoId), (target) =>
    target === null || target.mergedIntoId === null ? target : followMerge(target, loader),
  )
}

/** The options of a field with the final target of a merge. */
export function mergeTarget<Row extends Mergeable>(loader: Loader<string, Row | null>) {
  return {
    reads: ['mergedIntoId'] as const,
    loads: [load(loader, 'mergedIntoId')],
    resolve: (row: Row, _args: object, context: Context): MaybePromise<Row | null> => followMerge(row, loader(context)),
  }
}

interface MergeRecord {
  reason: string
  by: string
  at: string
}

/** @returns null if the row was not merged */
export function mergeOf({ mergedReason: reason, mergedBy: by, mergedAt: at }: MergedRow): MergeRecord | null {
  return reason === null || by === null || at === null ? null : { reason, by, at }
}

export const Merge = builder.objectRef<MergeRecord>('Merge').implement({
  description: 'The merge of an actor or a place into another that is the same.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'The reason, as given by the author of the merge.' }),
    by: t.exposeString('by', {
      description: 'The author of the merge: `key:NAME` for an API key, `token:ISSUER#SUBJECT` for a JSON Web Token.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When the merge was made.' }),
  }),
})
