import { and, eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { actors } from '../../database/tables/actor.ts'
import { tenures, type TenureRow } from '../../database/tables/office.ts'
import { placeParents } from '../../database/tables/place.ts'
import type { Span } from '../../database/values/edtf.ts'
import { InvalidReportError, type AddProblem, type Problem } from '../format/problem.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { spanOf } from '../format/time.ts'

/**
 * Checks a report against what is stored, once its references are.
 * @param tx a transaction in which the report's references are stored
 * @throws {InvalidReportError} where an office was not held on the day, or a place has become a part of itself
 */
export async function assertConsistentWithStored(tx: Database, report: ReportDocument, uuidOf: UuidOf): Promise<void> {
  const problems = await findInconsistencies(tx, report, uuidOf)
  if (problems.length > 0) throw new InvalidReportError(problems)
}

/** @returns what `refuseUnlessFitting` refuses a report for */
export async function findInconsistencies(tx: Database, report: ReportDocument, uuidOf: UuidOf): Promise<Problem[]> {
  const problems: Problem[] = []
  const note: AddProblem = (path, message) => problems.push({ path, message })
  await checkOffices(tx, report, uuidOf, note)
  await checkPlaceCycles(tx, report, uuidOf, note)
  return problems
}

/** Offices that a report names are held by persons, and must have been then, as far as tenures are known. */
async function checkOffices(tx: Database, report: ReportDocument, uuidOf: UuidOf, note: AddProblem): Promise<void> {
  const named = report.events.flatMap(({ occurred, participations }, e) =>
    participations.flatMap(({ actor, office }, i) => {
      if (office === undefined) return []
      const path = ['events', e, 'participations', i, 'office']
      const days = daysOf(spanOf(occurred))
      return [{ path, days, office, actor, personId: uuidOf('actor', actor), officeId: uuidOf('office', office) }]
    }),
  )
  if (named.length === 0) return
  const ids = new Set(named.map(({ personId }) => personId))
  const kinds = await tx.select({ id: actors.id, kind: actors.kind }).from(actors).where(inUuids(actors.id, ids))
  const kindOf = new Map(kinds.map(({ id, kind }) => [id, kind]))
  const known = new Map<string, TenureRow[]>()
  for (const tenure of await tx.select().from(tenures).where(inUuids(tenures.personId, ids))) {
    const holding = `${tenure.personId} ${tenure.officeId}`
    known.set(holding, [...(known.get(holding) ?? []), tenure])
  }
  for (const { path, days, office, actor, personId, officeId } of named) {
    const kind = kindOf.get(personId)
    const held = known.get(`${personId} ${officeId}`) ?? []
    if (kind !== 'PERSON') note(path, `is held by a PERSON, and "${actor}" is a ${kind}. Leave it out.`)
    else if (held.length > 0 && !held.some((tenure) => overlaps(tenure, days)))
      note(path, `"${actor}" did not hold "${office}" ${told(days)}.`)
  }
}

/** The first and the last day on which an event may have been; null where that is open. */
interface Days {
  first: string | null
  last: string | null
}

function daysOf({ earliest, latest }: Span): Days {
  return {
    first: earliest?.slice(0, 10) ?? null,
    last: latest ? new Date(Date.parse(latest) - 1).toISOString().slice(0, 10) : null,
  }
}

/** An event of a whole month is no reason to refuse whoever took office in the middle of it. */
function overlaps({ validFrom, validUntil }: TenureRow, { first, last }: Days): boolean {
  return (
    (validFrom === null || last === null || validFrom <= last) &&
    (validUntil === null || first === null || first < validUntil)
  )
}

function told({ first, last }: Days): string {
  return first === last
    ? `on ${first}`
    : [first && `from ${first} on`, last && `until ${last}`].filter(Boolean).join(' ')
}

/** With what was already stored, no place of a report may have become a part of itself. */
async function checkPlaceCycles(
  tx: Database,
  { places }: ReportDocument,
  uuidOf: UuidOf,
  note: AddProblem,
): Promise<void> {
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
async function parentsAbove(tx: Database, places: string[]): Promise<Map<string, string[]>> {
  const parents = new Map<string, string[]>(places.map((id) => [id, []]))
  for (let level = places; level.length > 0;) {
    const edges = await tx
      .select({ placeId: placeParents.placeId, parentId: placeParents.parentId })
      .from(placeParents)
      .where(and(eq(placeParents.kind, 'PART_OF'), inUuids(placeParents.placeId, level)))
    for (const { placeId, parentId } of edges) parents.get(placeId)!.push(parentId)
    level = [...new Set(edges.map(({ parentId }) => parentId))].filter((id) => !parents.has(id))
    for (const id of level) parents.set(id, [])
  }
  return parents
}
