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
 * Checks a report against stored data.
 * @param tx a transaction in which the references of the report are stored
 * @throws {InvalidReportError} if an actor did not hold an office on the day of an event, or a place is a part of
 *   itself
 */
export async function assertConsistentWithStored(tx: Database, report: ReportDocument, uuidOf: UuidOf): Promise<void> {
  const problems = await findInconsistencies(tx, report, uuidOf)
  if (problems.length > 0) throw new InvalidReportError(problems)
}

/** The parts of a report that are checked against stored data. */
type CheckedParts = Pick<ReportDocument, 'events' | 'places'>

/** @returns the problems for which `assertConsistentWithStored` throws */
export async function findInconsistencies(tx: Database, report: CheckedParts, uuidOf: UuidOf): Promise<Problem[]> {
  const problems: Problem[] = []
  const addProblem: AddProblem = (path, message) => problems.push({ path, message })
  await checkOffices(tx, report, uuidOf, addProblem)
  await checkPlaceCycles(tx, report, uuidOf, addProblem)
  return problems
}

/**
 * Checks the offices of participations: the actor is a person and held the office at the time of the event. Nothing is
 * checked if no tenure of the person in the office is stored.
 */
async function checkOffices(tx: Database, report: CheckedParts, uuidOf: UuidOf, addProblem: AddProblem): Promise<void> {
  const officeReferences = report.events.flatMap(({ occurred, participations }, e) =>
    participations.flatMap(({ actor, office }, i) => {
      if (office === undefined) return []
      const path = ['events', e, 'participations', i, 'office']
      const days = daysOf(spanOf(occurred))
      return [{ path, days, office, actor, personId: uuidOf('actor', actor), officeId: uuidOf('office', office) }]
    }),
  )
  if (officeReferences.length === 0) return
  const personIds = new Set(officeReferences.map(({ personId }) => personId))
  const kinds = await tx.select({ id: actors.id, kind: actors.kind }).from(actors).where(inUuids(actors.id, personIds))
  const kindById = new Map(kinds.map(({ id, kind }) => [id, kind]))
  const tenuresByHolder = new Map<string, TenureRow[]>()
  for (const tenure of await tx.select().from(tenures).where(inUuids(tenures.personId, personIds))) {
    const holder = `${tenure.personId} ${tenure.officeId}`
    tenuresByHolder.set(holder, [...(tenuresByHolder.get(holder) ?? []), tenure])
  }
  for (const { path, days, office, actor, personId, officeId } of officeReferences) {
    const kind = kindById.get(personId)
    const held = tenuresByHolder.get(`${personId} ${officeId}`) ?? []
    if (kind !== 'PERSON') {
      addProblem(path, `is allowed for a PERSON only; "${actor}" is of kind ${kind}. Remove it.`)
    } else if (held.length > 0 && !held.some((tenure) => overlaps(tenure, days))) {
      addProblem(path, `"${actor}" did not hold "${office}" ${formatDays(days)}. Correct the office or its tenures.`)
    }
  }
}

/** The first and the last day of an event, both inclusive; null at an end that is open or unknown. */
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

/** An overlap is enough: an event of a whole month may concern a person who took office in the middle of the month. */
function overlaps({ validFrom, validUntil }: TenureRow, { first, last }: Days): boolean {
  return (
    (validFrom === null || last === null || validFrom <= last) &&
    (validUntil === null || first === null || first < validUntil)
  )
}

function formatDays({ first, last }: Days): string {
  if (first === last) return `on ${first}`
  return [first && `from ${first}`, last && `until ${last}`].filter(Boolean).join(' ')
}

/** Checks that no place of the report is a part of itself through stored edges. */
async function checkPlaceCycles(
  tx: Database,
  { places }: CheckedParts,
  uuidOf: UuidOf,
  addProblem: AddProblem,
): Promise<void> {
  const parentIds = await readParentsAbove(
    tx,
    places.map(({ key }) => uuidOf('place', key)),
  )
  for (const [p, { key }] of places.entries()) {
    const start = uuidOf('place', key)
    const visitedIds = new Set<string>()
    const stack = [...(parentIds.get(start) ?? [])]
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (!visitedIds.has(place)) stack.push(...(parentIds.get(place) ?? []))
      visitedIds.add(place)
    }
    if (visitedIds.has(start)) {
      addProblem(['places', p, 'parents'], `make "${key}" a part of itself, together with stored parents. Remove one.`)
    }
  }
}

/**
 * Reads the PART_OF parents of places and of all places above them. It runs one statement per level, because
 * distributed PostgreSQL databases do not support recursive queries.
 * @returns the UUIDs of the direct parents by the UUID of each place
 */
async function readParentsAbove(tx: Database, placeIds: string[]): Promise<Map<string, string[]>> {
  const parentIds = new Map<string, string[]>(placeIds.map((id) => [id, []]))
  for (let level = placeIds; level.length > 0;) {
    const edges = await tx
      .select({ placeId: placeParents.placeId, parentId: placeParents.parentId })
      .from(placeParents)
      .where(and(eq(placeParents.kind, 'PART_OF'), inUuids(placeParents.placeId, level)))
    for (const { placeId, parentId } of edges) parentIds.get(placeId)?.push(parentId)
    level = [...new Set(edges.map(({ parentId }) => parentId))].filter((id) => !parentIds.has(id))
    for (const id of level) parentIds.set(id, [])
  }
  return parentIds
}
