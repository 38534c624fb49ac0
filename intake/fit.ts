import { inArray, sql } from 'drizzle-orm'
import type { Database } from '../schema/tables/database.ts'
import { heldOn, tenures } from '../schema/tables/office.ts'
import { placeParents } from '../schema/tables/place.ts'
import type { ReportDocument } from './document.ts'
import { ReportRefused, type Note, type Problem } from './problem.ts'
import type { UuidOf } from './references.ts'
import { spanOf } from './time.ts'

/**
 * Checks a report against what is stored, once its references are.
 * @param tx a transaction in which the report's references are stored
 * @throws {ReportRefused} where an office was not held on the day, or a place has become a part of itself
 */
export const refuseUnlessFitting = async (tx: Database, report: ReportDocument, uuidOf: UuidOf): Promise<void> => {
  const problems: Problem[] = []
  const note: Note = (path, message) => problems.push({ path, message })
  await checkOffices(tx, report, uuidOf, note)
  await checkPlaceCycles(tx, report, uuidOf, note)
  if (problems.length > 0) throw new ReportRefused(problems)
}

/** Offices that a report names must have been held on the day, as far as tenures are known. */
const checkOffices = async (tx: Database, report: ReportDocument, uuidOf: UuidOf, note: Note): Promise<void> => {
  const named = report.events.flatMap(({ occurred, participations }, e) =>
    participations.flatMap(({ actor, office }, i) => {
      const day = spanOf(occurred).earliest?.slice(0, 10)
      if (office === undefined || day === undefined) return []
      const path = ['events', e, 'participations', i, 'office']
      return [{ path, day, office, actor, personId: uuidOf('actor', actor), officeId: uuidOf('office', office) }]
    }),
  )
  if (named.length === 0) return
  const known = await tx
    .select()
    .from(tenures)
    .where(
      inArray(
        tenures.personId,
        named.map(({ personId }) => personId),
      ),
    )
  for (const { path, day, office, actor, personId, officeId } of named) {
    const held = known.filter((tenure) => tenure.personId === personId && tenure.officeId === officeId)
    if (held.length > 0 && !held.some((tenure) => heldOn(tenure, day))) {
      note(path, `"${actor}" did not hold "${office}" on ${day}.`)
    }
  }
}

/** With what was already stored, no place of a report may have become a part of itself. */
const checkPlaceCycles = async (
  tx: Database,
  { places }: ReportDocument,
  uuidOf: UuidOf,
  note: Note,
): Promise<void> => {
  const ids = places.map(({ key }) => uuidOf('place', key))
  if (ids.length === 0) return
  const result = await tx.execute(sql`
    with recursive up as (
      select ${placeParents.placeId} as origin, ${placeParents.parentId} as parent
      from ${placeParents}
      where ${placeParents.kind} = 'PART_OF' and ${placeParents.placeId} = any(${sql.param(ids)}::uuid[])
      union
      select up.origin, ${placeParents.parentId}
      from up join ${placeParents} on ${placeParents.placeId} = up.parent and ${placeParents.kind} = 'PART_OF'
    )
    select origin from up where origin = parent`)
  const circular = new Set((result as unknown as { rows: { origin: string }[] }).rows.map(({ origin }) => origin))
  for (const [p, { key }] of places.entries()) {
    if (circular.has(uuidOf('place', key)))
      note(['places', p, 'parents'], 'make it, with what is already stored, a part of itself.')
  }
}
