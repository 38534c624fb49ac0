import { inArray, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { unusedIds } from '../../ingest/store/unused-ids.ts'
import type { StorylineDraft } from '../feed/draft.ts'
import type { ImportCache } from './session.ts'

/**
 * Stores new storylines; the title identifies a storyline. Rows can give one storyline different parents. So that their
 * order does not matter, one that any row has without a parent has none, and else the first by title is its parent.
 * @param drafts include the parent of every storyline that has one; may contain duplicates
 */
export async function storeStorylines(
  tx: Database,
  { storylines: cachedIds, storylineParents }: ImportCache,
  drafts: readonly StorylineDraft[],
): Promise<void> {
  const unknown = drafts.filter((draft) => !storylineParents.has(factOf(draft)))
  if (unknown.length === 0) return
  // Parents first, because their children refer to their UUIDs.
  const top = unknown.filter(({ parent }) => !parent)
  const parts = unknown.filter(({ parent }) => parent)
  for (const level of [top, parts]) {
    if (level.length > 0) await storeLevel(tx, cachedIds, firstParents(level))
  }
  for (const draft of unknown) storylineParents.add(factOf(draft))
}

function factOf({ title, parent }: StorylineDraft): string {
  return `${title}\t${parent ?? ''}`
}

/** The first parent by title of each storyline, in the order of code points, which is that of the database. */
function firstParents(level: readonly StorylineDraft[]): Map<string, string | undefined> {
  const parents = new Map<string, string | undefined>()
  for (const { title, parent } of level) {
    const earlier = parents.get(title)
    const isFirst =
      earlier === undefined || parent === undefined || Buffer.compare(Buffer.from(parent), Buffer.from(earlier)) < 0
    if (isFirst) parents.set(title, parent)
  }
  return parents
}

async function storeLevel(
  tx: Database,
  cachedIds: Map<string, string>,
  parentByTitle: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  const titles = [...parentByTitle.keys()]
  const parentIdOf = (title: string) => cachedIds.get(parentByTitle.get(title) ?? '') ?? null
  const stored = await tx.select({ title: storylines.title }).from(storylines).where(inArray(storylines.title, titles))
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
    newTitles.map((title, i) => ({ id: newIds[i] ?? '', title, parentId: parentIdOf(title) })),
  )
  const others = titles.filter((title) => storedTitles.has(title))
  if (others.length > 0) await preferFirstParents(tx, others, others.map(parentIdOf))
  const rows = await tx
    .select({ id: storylines.id, title: storylines.title })
    .from(storylines)
    .where(inArray(storylines.title, titles))
  for (const { id, title } of rows) cachedIds.set(title, id)
}

/** Replaces parents by none, or by a parent that comes before them. What was corrected stays as it is. */
async function preferFirstParents(
  tx: Database,
  titles: readonly string[],
  parentIds: readonly (string | null)[],
): Promise<void> {
  await tx.execute(sql`update ${storylines} s set parent_id = d.parent_id
    from unnest(${sql.param(titles)}::text[], ${sql.param(parentIds)}::uuid[]) d(title, parent_id)
      left join ${storylines} first on first.id = d.parent_id, ${storylines} present
    where s.title = d.title and s.version = 1 and present.id = s.parent_id
      and (d.parent_id is null or first.title < present.title)`)
}
