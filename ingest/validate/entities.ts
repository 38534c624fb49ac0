import { showValue } from '../../database/values/show-value.ts'
import type { AddProblem, Path } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'

/**
 * Checks the places and actors of a report: coordinates come in pairs, periods end after they begin, nothing is related
 * to itself, only persons have tenures, and no two of them share an external id, which is unique within its scheme.
 */
export function checkEntities(report: ReportDocument, addProblem: AddProblem): void {
  for (const [p, place] of report.places.entries()) {
    const path = ['places', p]
    checkPeriods(place.parents, [...path, 'parents'], addProblem)
    checkCoordinates(place, path, addProblem)
    for (const [i, parent] of place.parents.entries()) {
      // A place that is PART_OF itself is reported by `checkCycles`.
      if (parent.place === place.key && parent.kind !== 'PART_OF') {
        addProblem([...path, 'parents', i, 'place'], `relates the place "${place.key}" to itself. Remove it.`)
      }
    }
  }
  for (const [a, { key, kind, memberships, tenures }] of report.actors.entries()) {
    const path = ['actors', a]
    checkPeriods(memberships, [...path, 'memberships'], addProblem)
    checkPeriods(tenures, [...path, 'tenures'], addProblem)
    for (const [i, { organization }] of memberships.entries()) {
      if (organization === key) {
        addProblem([...path, 'memberships', i, 'organization'], `relates the actor "${key}" to itself. Remove it.`)
      }
    }
    if (kind !== 'PERSON' && tenures.length > 0) {
      addProblem([...path, 'tenures'], `are allowed for a PERSON only; the actor is of kind ${kind}. Remove them.`)
    }
  }
  for (const list of ['places', 'actors'] as const) checkExternalIds(report[list], list, addProblem)
}

/** Checks that a place or a location has both coordinates or none. */
export function checkCoordinates(
  { latitude, longitude }: { latitude?: number | undefined; longitude?: number | undefined },
  path: Path,
  addProblem: AddProblem,
): void {
  if ((latitude === undefined) === (longitude === undefined)) return
  const [present, missing] = latitude === undefined ? ['longitude', 'latitude'] : ['latitude', 'longitude']
  addProblem(path, `has a ${present} but no ${missing}. Give both or neither.`)
}

/** Checks that periods end after they begin. */
export function checkPeriods(
  periods: readonly { from?: string | undefined; until?: string | undefined }[],
  path: Path,
  addProblem: AddProblem,
): void {
  for (const [i, { from, until }] of periods.entries()) {
    if (from && until && from >= until) {
      addProblem([...path, i], `must end after it begins; got from ${from} until ${until} (exclusive).`)
    }
  }
}

function checkExternalIds(
  drafts: ReportDocument['places'] | ReportDocument['actors'],
  list: 'places' | 'actors',
  addProblem: AddProblem,
): void {
  const ownerKeys = new Map<string, string>()
  for (const [d, { key, externalIds }] of drafts.entries()) {
    for (const [i, { scheme, value }] of externalIds.entries()) {
      const ownerKey = ownerKeys.get(`${scheme} ${value}`)
      if (ownerKey !== undefined && ownerKey !== key) {
        addProblem(
          [list, d, 'externalIds', i],
          `${scheme} ${showValue(value)} is already an external id of "${ownerKey}". If both are the same, list them once; otherwise correct one of the ids.`,
        )
      }
      ownerKeys.set(`${scheme} ${value}`, key)
    }
  }
}
