import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { StorylineDraft } from '../feed/draft.ts'
import type { ImportCache } from './session.ts'

/**
 * Stores new storylines; the title identifies a storyline.
 * @param drafts include the parent of every storyline that has one; may contain duplicates
 */
export async function storeStorylines(
  tx: Database,
  { storylines: cachedIds }: ImportCache,
  drafts: readonly StorylineDraft[],
): Promise<void> {
  const uncached = drafts.filter(({ title }) => !cachedIds.has(title))
  if (uncached.length === 0) return
  // Parents first, because their children refer to their UUIDs.
  const levels = [uncached.filter(({ parent }) => !parent), uncached.filter(({ parent }) => parent)]
  for (const level of levels) {
    const parentsByTitle = new Map(level.map(({ title, parent }) => [title, parent]))
    if (parentsByTitle.size === 0) continue
    await insertNewRows(
      tx,
      storylines,
      [...parentsByTitle].map(([title, parent]) => ({
        id: deriveUuid(0, 'storyline', title),
        title,
        parentId: parent ? (cachedIds.get(parent) ?? null) : null,
      })),
    )
    const rows = await tx
      .select({ id: storylines.id, title: storylines.title })
      .from(storylines)
      .where(inArray(storylines.title, [...parentsByTitle.keys()]))
    for (const { id, title } of rows) cachedIds.set(title, id)
  }
}
