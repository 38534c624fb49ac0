import type DataLoader from 'dataloader'
import { builder } from '../builder/builder.ts'

interface Mergeable {
  mergedIntoId: string | null
}

/** What an actor or a place has of being merged. */
interface MergedRow extends Mergeable {
  mergedReason: string | null
  mergedBy: string | null
  mergedAt: string | null
}

/**
 * What stands for something that was merged: what it was merged into may have been merged in its turn.
 * @param row of an event, an actor or a place
 * @param loader of its concept
 * @returns null where it was not merged
 */
export async function followMerge<Row extends Mergeable>(
  { mergedIntoId }: Row,
  loader: DataLoader<string, Row | null>,
): Promise<Row | null> {
  let standing: Row | null = null
  for (let id = mergedIntoId; id !== null; id = standing?.mergedIntoId ?? null) standing = await loader.load(id)
  return standing
}

/** Why, by whom and when something was merged. */
export const Merge = builder.objectRef<MergedRow>('Merge').implement({
  description: 'That an actor or a place was found to be the same as another.',
  fields: (t) => ({
    reason: t.string({ description: 'Why, in the words of whoever did it.', resolve: (row) => row.mergedReason! }),
    by: t.string({ description: 'Who did it.', resolve: (row) => row.mergedBy! }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: (row) => row.mergedAt! }),
  }),
})
