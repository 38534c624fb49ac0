import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { findErased } from '../../ingest/resolve/erased.ts'
import { readIdsByExternalId } from '../../ingest/resolve/match-entities.ts'
import { followMerges } from '../../ingest/resolve/stored-ids.ts'
import type { NamedEntity } from '../../ingest/store/entity-names.ts'
import type { ExternalIdDraft } from '../feed/draft.ts'

interface IdentifiedDraft {
  id: string
  externalIds: ExternalIdDraft[]
  names?: NamedEntity['names']
}

/** A draft whose UUID is that of the stored row, if there is one. */
type Resolved<Draft> = Draft & { isNew: boolean; names: NamedEntity['names'] }

/**
 * Resolves the drafts that are not cached: to the stored rows with one of their external ids or their own UUID, or to new
 * rows. A stored row keeps its names.
 * @param cachedIds receives the UUIDs of the rows by the UUIDs of the drafts
 * @param drafts may contain duplicates
 */
export async function resolveDrafts<Draft extends IdentifiedDraft>(
  tx: Database,
  tables: EntityTables,
  cachedIds: Map<string, string>,
  drafts: readonly Draft[],
): Promise<Resolved<Draft>[]> {
  const draftById = new Map(drafts.filter(({ id }) => !cachedIds.has(id)).map((draft) => [draft.id, draft]))
  if (draftById.size === 0) return []
  const uncached = [...draftById.values()]
  const existingIds = await findExisting(tx, tables, uncached)
  const erased = await findErased(tx, existingIds.values())
  return uncached.map((draft) => {
    const existingId = existingIds.get(draft.id)
    const id = existingId ?? draft.id
    cachedIds.set(draft.id, id)
    const isNew = existingId === undefined
    const externalIds = erased.has(id) ? [] : draft.externalIds
    return { ...draft, id, isNew, externalIds, names: (isNew && draft.names) || [] }
  })
}

/** @returns the UUIDs of the stored rows, or of the rows that they were merged into, by the UUIDs of the drafts */
async function findExisting(
  tx: Database,
  tables: EntityTables,
  drafts: readonly IdentifiedDraft[],
): Promise<Map<string, string>> {
  const { table } = tables
  const idByExternalId = await readIdsByExternalId(tx, tables, drafts)
  const existingIds = new Map<string, string>()
  for (const { id, externalIds } of drafts) {
    const [existingId] = externalIds.flatMap(({ scheme, value }) => idByExternalId.get(`${scheme} ${value}`) ?? [])
    if (existingId !== undefined) existingIds.set(id, existingId)
  }
  const ids = drafts.map(({ id }) => id).filter((id) => !existingIds.has(id))
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select id::text as id from ${table} where id = any(${sql.param(ids)}::uuid[])`,
  )
  const mergeTargets = await followMerges(
    tx,
    table,
    rows.map(({ id }) => id),
  )
  for (const { id } of rows) existingIds.set(id, mergeTargets.get(id) ?? id)
  return existingIds
}
