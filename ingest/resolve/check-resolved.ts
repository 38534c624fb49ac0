import type { AddProblem } from '../format/problem.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'

/**
 * Finds two references that resolve to the same stored object where two different objects are needed. `checkReport` has
 * already found those that are written alike; this check finds a key and an id, or two keys, of one object.
 * @param report a checked document
 */
export function checkResolved(report: ReportDocument, uuidOf: UuidOf, addProblem: AddProblem): void {
  for (const [p, { key, parents }] of report.places.entries()) {
    for (const [i, { place }] of parents.entries()) {
      if (place !== key && uuidOf('place', place) === uuidOf('place', key)) {
        addProblem(['places', p, 'parents', i, 'place'], sameObject('place', place, key))
      }
    }
  }
  for (const [a, { key, memberships }] of report.actors.entries()) {
    for (const [i, { organization }] of memberships.entries()) {
      if (organization !== key && uuidOf('actor', organization) === uuidOf('actor', key)) {
        addProblem(['actors', a, 'memberships', i, 'organization'], sameObject('actor', organization, key))
      }
    }
  }
  for (const [e, { participations }] of report.events.entries()) {
    const referenceByPair = new Map<string, string>()
    for (const [i, { actor, role }] of participations.entries()) {
      const pair = `${uuidOf('actor', actor)} ${role}`
      const earlier = referenceByPair.get(pair)
      if (earlier !== undefined) {
        addProblem(
          ['events', e, 'participations', i],
          `"${actor}" is the same actor as "${earlier}", which already has the role ${role}. Remove one of them.`,
        )
      }
      referenceByPair.set(pair, actor)
    }
  }
}

function sameObject(concept: 'actor' | 'place', reference: string, key: string): string {
  return `"${reference}" is the same ${concept} as "${key}" and cannot be related to itself. Remove it.`
}
