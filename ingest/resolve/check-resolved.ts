import type { AddProblem } from '../format/problem.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'

/**
 * Checks what shows only once it is known what is stored: that a key and an id, or two keys, do not mean the same where
 * two different things are wanted. That what is written alike is the same has been checked before.
 * @param report a checked document
 * @param uuidOf what its references to actors and places mean
 * @param note takes what is wrong
 */
export function checkResolved(report: ReportDocument, uuidOf: UuidOf, note: AddProblem): void {
  for (const [p, { key, parents }] of report.places.entries()) {
    for (const [i, { place }] of parents.entries()) {
      if (place !== key && uuidOf('place', place) === uuidOf('place', key))
        note(['places', p, 'parents', i, 'place'], `"${place}" is "${key}" itself. Leave it out.`)
    }
  }
  for (const [a, { key, memberships }] of report.actors.entries()) {
    for (const [i, { organization }] of memberships.entries()) {
      if (organization !== key && uuidOf('actor', organization) === uuidOf('actor', key))
        note(['actors', a, 'memberships', i, 'organization'], `"${organization}" is "${key}" itself. Leave it out.`)
    }
  }
  for (const [e, { participations }] of report.events.entries()) {
    const seen = new Map<string, string>()
    for (const [i, { actor, role }] of participations.entries()) {
      const same = `${uuidOf('actor', actor)} ${role}`
      const twin = seen.get(same)
      if (twin !== undefined)
        note(['events', e, 'participations', i], `"${actor}" is "${twin}", who already takes part as ${role}.`)
      seen.set(same, actor)
    }
  }
}
