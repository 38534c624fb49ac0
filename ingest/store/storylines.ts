import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { InvalidReportError, type Problem } from '../format/problem.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'

/**
 * Stores the storylines of a report that are new: one is known by its title. They go in by one statement, so that a part
 * need not wait for its parent.
 * @param tx a transaction
 * @param drafts the storylines of a checked document
 * @param uuidOf what the ids of stored ones mean
 * @returns the UUID of each by its local key
 * @throws {InvalidReportError} where one is its own parent by another name
 */
export async function storeStorylines(
  tx: Database,
  drafts: ReportDocument['storylines'],
  uuidOf: UuidOf,
): Promise<Map<string, string>> {
  if (drafts.length === 0) return new Map()
  const known = await idsOf(tx, drafts)
  const local = new Map(drafts.map(({ key, title }) => [key, known.get(title) ?? deriveUuid(0, 'storyline', title)]))
  const parentOf = ({ parent }: (typeof drafts)[number]): string | null =>
    parent === undefined ? null : (local.get(parent) ?? uuidOf('storyline', parent))
  const circular = drafts.flatMap((draft, i): Problem[] =>
    parentOf(draft) === local.get(draft.key)
      ? [{ path: ['storylines', i, 'parent'], message: `is the storyline "${draft.title}" itself. Leave it out.` }]
      : [],
  )
  if (circular.length > 0) throw new InvalidReportError(circular)
  const rows = drafts.map((draft) => {
    const { key, title, summary } = draft
    return { id: local.get(key)!, title, summary, parentId: parentOf(draft) }
  })
  await insertNewRows(
    tx,
    storylines,
    rows.filter(({ title }) => !known.has(title)),
  )
  const stored = await idsOf(tx, drafts)
  return new Map(drafts.map(({ key, title }) => [key, stored.get(title)!]))
}

async function idsOf(tx: Database, drafts: ReportDocument['storylines']): Promise<Map<string, string>> {
  const titles = [...new Set(drafts.map(({ title }) => title))]
  const rows = await tx
    .select({ id: storylines.id, title: storylines.title })
    .from(storylines)
    .where(inArray(storylines.title, titles))
  return new Map(rows.map(({ id, title }) => [title, id]))
}
