import type { AddProblem, Path } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'

/**
 * Checks the places and actors of a report: coordinates in pairs, periods the right way round, nothing tied to itself,
 * tenures only of persons, and every external id given to one of them (it is unique per scheme: DESIGN.md section 1).
 * @param report a document of the right shape
 * @param note takes what is wrong
 */
export function checkEntities(report: ReportDocument, note: AddProblem): void {
  for (const [p, { key, parents, latitude, longitude }] of report.places.entries()) {
    const path = ['places', p]
    checkPeriods(parents, [...path, 'parents'], note)
    if ((latitude === undefined) !== (longitude === undefined))
      note(path, 'has one coordinate without the other. Give both latitude and longitude, or neither.')
    for (const [i, { kind, place }] of parents.entries()) {
      // Who is PART_OF itself is a circle, and told as such.
      if (place === key && kind !== 'PART_OF')
        note([...path, 'parents', i, 'place'], 'ties the place to itself. Leave it out.')
    }
  }
  for (const [a, { key, kind, memberships, tenures }] of report.actors.entries()) {
    const path = ['actors', a]
    checkPeriods(memberships, [...path, 'memberships'], note)
    checkPeriods(tenures, [...path, 'tenures'], note)
    for (const [i, { organization }] of memberships.entries()) {
      if (organization === key)
        note([...path, 'memberships', i, 'organization'], 'ties the actor to itself. Leave it out.')
    }
    if (kind !== 'PERSON' && tenures.length > 0)
      note([...path, 'tenures'], `belong to a PERSON, and this is a ${kind}.`)
  }
  for (const list of ['places', 'actors'] as const) checkExternalIds(report[list], list, note)
}

function checkPeriods(
  periods: readonly { from?: string | undefined; until?: string | undefined }[],
  path: Path,
  note: AddProblem,
): void {
  for (const [i, { from, until }] of periods.entries()) {
    if (from && until && from >= until) note([...path, i], `ends on ${until}, before or as it begins on ${from}.`)
  }
}

function checkExternalIds(
  drafts: ReportDocument['places'] | ReportDocument['actors'],
  list: 'places' | 'actors',
  note: AddProblem,
): void {
  const owners = new Map<string, string>()
  for (const [d, { key, externalIds }] of drafts.entries()) {
    for (const [i, { scheme, value }] of externalIds.entries()) {
      const owner = owners.get(`${scheme} ${value}`)
      if (owner !== undefined && owner !== key) {
        note(
          [list, d, 'externalIds', i],
          `${scheme} ${value} is already that of "${owner}". Where the two are one, give it once.`,
        )
      }
      owners.set(`${scheme} ${value}`, key)
    }
  }
}
