import { getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { followMerges, type Mergeable } from '../../ingest/resolve/stored-ids.ts'
import type { ExternalIdDraft } from '../feed/draft.ts'

/** A draft that external ids identify. */
interface IdentifiedDraft {
  id: string
  externalIds: ExternalIdDraft[]
}

const OWNER_COLUMNS = { actor_external_ids: 'actor_id', place_external_ids: 'place_id' } as const

/**
 * Finds the drafts that are stored: first by external id, then by their own UUID. If a stored row was merged, the
 * result is the row that it was merged into.
 * @param tx a transaction
 * @param externalIdTable the table of external ids
 * @param table the table of the rows that own them
 * @param drafts without duplicates
 * @returns the stored UUIDs by the UUIDs of the drafts, without new drafts
 */
export async function findExisting(
  tx: Database,
  externalIdTable: PgTable,
  table: Mergeable,
  drafts: readonly IdentifiedDraft[],
): Promise<Map<string, string>> {
  const existingIds = await findByExternalId(tx, externalIdTable, drafts)
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

async function findByExternalId(
  tx: Database,
  externalIdTable: PgTable,
  drafts: readonly IdentifiedDraft[],
): Promise<Map<string, string>> {
  const existingIds = new Map<string, string>()
  const keys = drafts.flatMap(({ externalIds }) => externalIds)
  if (keys.length === 0) return existingIds
  const owner = sql.identifier(OWNER_COLUMNS[getTableName(externalIdTable) as keyof typeof OWNER_COLUMNS])
  const schemes = sql.param(keys.map(({ scheme }) => scheme))
  const values = sql.param(keys.map(({ value }) => value))
  const rows = await readRows<ExternalIdDraft & { owner: string }>(
    tx,
    sql`select scheme, value, ${owner}::text as owner from ${externalIdTable}
      where (scheme, value) in (select * from unnest(${schemes}::text[], ${values}::text[]))`,
  )
  const owners = new Map(rows.map((row) => [`${row.scheme} ${row.value}`, row.owner]))
  for (const { id, externalIds } of drafts) {
    for (const { scheme, value } of externalIds) {
      const existingId = owners.get(`${scheme} ${value}`)
      if (existingId !== undefined && !existingIds.has(id)) existingIds.set(id, existingId)
    }
  }
  return existingIds
}

/** The drafts that are not cached, without duplicates. */
export function uncachedDrafts<Draft extends { id: string }>(
  cachedIds: ReadonlyMap<string, string>,
  drafts: readonly Draft[],
): Draft[] {
  return [...new Map(drafts.filter(({ id }) => !cachedIds.has(id)).map((draft) => [draft.id, draft])).values()]
}
