import { and, eq, inArray } from 'drizzle-orm'
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
  const parents = await parentsAbove(
    tx,
    places.map(({ key }) => uuidOf('place', key)),
  )
  for (const [p, { key }] of places.entries()) {
    const start = uuidOf('place', key)
    const above = new Set<string>()
    const way = [...(parents.get(start) ?? [])]
    for (let place = way.pop(); place !== undefined; place = way.pop()) {
      if (!above.has(place)) way.push(...(parents.get(place) ?? []))
      above.add(place)
    }
    if (above.has(start)) note(['places', p, 'parents'], 'make it, with what is already stored, a part of itself.')
  }
}

/** What places are a part of, and those in turn: a statement a level, since recursive ones are not spread over machines. */
const parentsAbove = async (tx: Database, places: string[]): Promise<Map<string, string[]>> => {
  const parents = new Map<string, string[]>(places.map((id) => [id, []]))
  for (let level = places; level.length > 0;) {
    const edges = await tx
      .select({ placeId: placeParents.placeId, parentId: placeParents.parentId })
      .from(placeParents)
      .where(and(eq(placeParents.kind, 'PART_OF'), inArray(placeParents.placeId, level)))
    for (const { placeId, parentId } of edges) parents.get(placeId)!.push(parentId)
    level = [...new Set(edges.map(({ parentId }) => parentId))].filter((id) => !parents.has(id))
    for (const id of level) parents.set(id, [])
  }
  return parents
}
