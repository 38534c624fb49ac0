import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { deriveUuid } from '../../database/values/ids.ts'

/**
 * Derives the UUIDs of new rows from what identifies them. If a stored row has the UUID already, because it was named so
 * before a correction, the next UUID of the same identity is used.
 * @param identities the arguments of `deriveUuid` for each row; the same ones give the same UUID
 */
export async function unusedIds(
  tx: Database,
  table: PgTable & { id: PgColumn },
  identities: readonly (readonly string[])[],
): Promise<string[]> {
  const ids = identities.map((identity) => deriveUuid(0, ...identity))
  for (let attempt = 1; ids.length > 0; attempt++) {
    const rows = (await tx.select({ id: table.id }).from(table).where(inUuids(table.id, ids))) as { id: string }[]
    if (rows.length === 0) break
    const usedIds = new Set(rows.map(({ id }) => id))
    for (const [i, identity] of identities.entries()) {
      if (usedIds.has(ids[i] ?? '')) ids[i] = deriveUuid(0, ...identity, 'again', String(attempt))
    }
  }
  return ids
}
