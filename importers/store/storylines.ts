import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { StorylineDraft } from '../feed/draft.ts'

/**
 * Stores storylines that are new; one is known by its title.
 * @param tx a transaction
 * @param known takes the UUIDs as stored, by the titles
 * @param drafts any number of them; one that another is part of is among them
 */
export async function storeStorylines(
  tx: Database,
  known: Map<string, string>,
  drafts: readonly StorylineDraft[],
): Promise<void> {
  const wanted = drafts.filter(({ title }) => !known.has(title))
  if (wanted.length === 0) return
  // What others are part of goes in before them.
  for (const some of [wanted.filter(({ parent }) => !parent), wanted.filter(({ parent }) => parent)]) {
    const titles = [...new Set(some.map(({ title }) => title))]
    if (titles.length === 0) continue
    const parentOf = new Map(some.map(({ title, parent }) => [title, parent]))
    await insertNewRows(
      tx,
      storylines,
      titles.map((title) => {
        const parent = parentOf.get(title)
        return { id: deriveUuid(0, 'storyline', title), title, parentId: parent ? (known.get(parent) ?? null) : null }
      }),
    )
    const rows = await tx
      .select({ id: storylines.id, title: storylines.title })
      .from(storylines)
      .where(inArray(storylines.title, titles))
    for (const { id, title } of rows) known.set(title, id)
  }
}
