import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertOrComplete } from '../../database/sql/insert.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { showValue } from '../../database/values/show-value.ts'
import { InvalidReportError, type Problem } from '../format/problem.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { unusedIds } from './unused-ids.ts'

/**
 * Inserts the storylines of a report; a stored one gains the summary that it lacks. A storyline is identified by its
 * title. All go into one statement, so that their order does not matter: a storyline may come before its parent.
 * @param uuidOf resolves the ids of stored storylines
 * @returns the UUID of each storyline by its local key
 * @throws {InvalidReportError} if a storyline is its own parent
 */
export async function storeStorylines(
  tx: Database,
  drafts: ReportDocument['storylines'],
  uuidOf: UuidOf,
): Promise<Map<string, string>> {
  if (drafts.length === 0) return new Map()
  const storedIds = await readIdsByTitle(tx, drafts)
  const newTitles = [...new Set(drafts.map(({ title }) => title))].filter((title) => !storedIds.has(title))
  const newIds = await unusedIds(
    tx,
    storylines,
    newTitles.map((title) => ['storyline', title]),
  )
  const idByTitle = new Map([...storedIds, ...newTitles.map((title, i) => [title, newIds[i] ?? ''] as const)])
  const rows = drafts.map(({ key, title, summary, parent }) => ({
    key,
    parent,
    row: { id: idByTitle.get(title) ?? '', title, summary },
  }))
  const idByKey = new Map(rows.map(({ key, row }) => [key, row.id]))
  const newRows = rows.map(({ parent, row }) => ({
    ...row,
    parentId: parent === undefined ? null : (idByKey.get(parent) ?? uuidOf('storyline', parent)),
  }))
  const problems = newRows.flatMap(({ id, parentId, title }, i): Problem[] =>
    parentId === id
      ? [{ path: ['storylines', i, 'parent'], message: `makes ${showValue(title)} its own parent. Remove it.` }]
      : [],
  )
  if (problems.length > 0) throw new InvalidReportError(problems)
  await insertOrComplete(
    tx,
    storylines,
    // A stored storyline keeps its place among the others: another parent could close a circle.
    newRows.map((row) => (storedIds.has(row.title) ? { ...row, parentId: null } : row)),
    { key: ['title'], fill: ['summary'] },
  )
  const insertedIds = await readIdsByTitle(tx, drafts)
  return new Map(rows.map(({ key, row }) => [key, insertedIds.get(row.title) ?? row.id]))
}

async function readIdsByTitle(tx: Database, drafts: ReportDocument['storylines']): Promise<Map<string, string>> {
  const titles = [...new Set(drafts.map(({ title }) => title))]
  const rows = await tx
    .select({ id: storylines.id, title: storylines.title })
    .from(storylines)
    .where(inArray(storylines.title, titles))
  return new Map(rows.map(({ id, title }) => [title, id]))
}
