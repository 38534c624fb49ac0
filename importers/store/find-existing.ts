import { getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { followMerges, type Mergeable } from '../../ingest/resolve/stored-ids.ts'
import type { ExternalIdDraft } from '../feed/draft.ts'

/** Something that a feed speaks of, and by what it may be known. */
interface Identified {
  id: string
  externalIds: ExternalIdDraft[]
}

const COLUMN = { actor_external_ids: 'actor_id', place_external_ids: 'place_id' } as const

/**
 * Finds out which drafts are stored: under one of their external ids, else under their own UUID. What was merged is what
 * stands for it.
 * @param tx a transaction
 * @param ids the table of external ids
 * @param table the table of what they belong to
 * @param drafts each once
 * @returns the UUID as stored, by the draft's
 */
export async function findExisting(
  tx: Database,
  ids: PgTable,
  table: Mergeable,
  drafts: readonly Identified[],
): Promise<Map<string, string>> {
  const owner = sql.identifier(COLUMN[getTableName(ids) as keyof typeof COLUMN])
  const wanted = drafts.flatMap(({ externalIds }) => externalIds)
  const found = new Map<string, string>()
  if (wanted.length > 0) {
    const rows = await readRows<ExternalIdDraft & { owner: string }>(
      tx,
      sql`select scheme, value, ${owner}::text as owner from ${ids}
      where (scheme, value) in (select * from unnest(${sql.param(wanted.map(({ scheme }) => scheme))}::text[], ${sql.param(wanted.map(({ value }) => value))}::text[]))`,
    )
    const byExternalId = new Map(rows.map((row) => [`${row.scheme} ${row.value}`, row.owner]))
    for (const { id, externalIds } of drafts) {
      for (const { scheme, value } of externalIds) {
        const stored = byExternalId.get(`${scheme} ${value}`)
        if (stored !== undefined && !found.has(id)) found.set(id, stored)
      }
    }
  }
  const rest = drafts.map(({ id }) => id).filter((id) => !found.has(id))
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select id::text as id from ${table} where id = any(${sql.param(rest)}::uuid[])`,
  )
  const merged = await followMerges(
    tx,
    table,
    rows.map(({ id }) => id),
  )
  for (const { id } of rows) found.set(id, merged.get(id) ?? id)
  return found
}

/** Each draft once, as far as it is not known yet. */
export function newDrafts<Draft extends { id: string }>(
  known: ReadonlyMap<string, string>,
  drafts: readonly Draft[],
): Draft[] {
  return [...new Map(drafts.filter(({ id }) => !known.has(id)).map((draft) => [draft.id, draft])).values()]
}
