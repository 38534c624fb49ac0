import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { offices } from '../../database/tables/office.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'

/**
 * Stores the offices of a report that are new: one is known by its title and the actor that it belongs to.
 * @param tx a transaction in which the report's actors and places are stored
 * @param drafts the offices of a checked document
 * @param uuidOf what its references to actors and places mean
 * @returns the UUID of each by its local key
 */
export const storeOffices = async (
  tx: Database,
  drafts: ReportDocument['offices'],
  uuidOf: UuidOf,
): Promise<Map<string, string>> => {
  if (drafts.length === 0) return new Map()
  const rows = drafts.map(({ title, organization, place }) => {
    const organizationId = organization === undefined ? null : uuidOf('actor', organization)
    const placeId = place === undefined ? null : uuidOf('place', place)
    return { id: deriveUuid(0, 'office', title, organizationId ?? ''), title, organizationId, placeId }
  })
  await insertNewRows(tx, offices, rows)
  const titles = [...new Set(rows.map(({ title }) => title))]
  const stored = await tx.select().from(offices).where(inArray(offices.title, titles))
  const ids = new Map(stored.map(({ id, title, organizationId }) => [JSON.stringify([title, organizationId]), id]))
  return new Map(drafts.map(({ key }, i) => [key, ids.get(JSON.stringify([rows[i]!.title, rows[i]!.organizationId]))!]))
}
