import type DataLoader from 'dataloader'
import { builder } from '../builder/builder.ts'

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
export async function followMerge<Row extends Mergeable>(
  { mergedIntoId }: Row,
  loader: DataLoader<string, Row | null>,
): Promise<Row | null> {
  let target: Row | null = null
  for (let id = mergedIntoId; id !== null; id = target?.mergedIntoId ?? null) target = await loader.load(id)
  return target
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
