import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { unusedIds } from '../../ingest/store/unused-ids.ts'
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
    const titles = [...parentsByTitle.keys()]
    const stored = await tx
      .select({ title: storylines.title })
      .from(storylines)
      .where(inArray(storylines.title, titles))
    const storedTitles = new Set(stored.map(({ title }) => title))
    const newTitles = titles.filter((title) => !storedTitles.has(title))
    const newIds = await unusedIds(
      tx,
      storylines,
      newTitles.map((title) => ['storyline', title]),
    )
    await insertNewRows(
      tx,
      storylines,
      newTitles.map((title, i) => ({
        id: newIds[i] ?? '',
        title,
        parentId: cachedIds.get(parentsByTitle.get(title) ?? '') ?? null,
      })),
    )
    const rows = await tx
      .select({ id: storylines.id, title: storylines.title })
      .from(storylines)
      .where(inArray(storylines.title, titles))
    for (const { id, title } of rows) cachedIds.set(title, id)
  }
}
