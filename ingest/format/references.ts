import { parseId, type Concept } from '../../database/values/ids.ts'
import type { AddProblem, Path } from './problem.ts'
import type { ReportDocument } from './report.ts'

/** The concepts that a document can refer to. */
export type Referable = Extract<Concept, 'actor' | 'event' | 'office' | 'place' | 'storyline'>

/** A reference in a document: a local key, or the id of something that is already stored. */
export interface Reference {
  path: Path
  concept: Referable
  value: string
}

/** What a reference leads to: the UUID of something that is stored, or is being stored. */
export type UuidOf = (concept: Referable, reference: string) => string

/** @returns whether a reference is an id of something stored, and not a local key */
export function isStoredId(value: string): boolean {
  return value.includes('_')
}

/**
 * Every reference of a document, with its place.
 * @param report a document of the right shape
 */
export function* referencesIn(report: ReportDocument): Generator<Reference> {
  for (const [p, place] of report.places.entries()) {
    for (const [i, parent] of place.parents.entries()) {
      yield { path: ['places', p, 'parents', i, 'place'], concept: 'place', value: parent.place }
    }
  }
  for (const [a, actor] of report.actors.entries()) {
    const path = ['actors', a]
    yield* optional([...path, 'country'], 'place', actor.country)
    for (const [i, { organization }] of actor.memberships.entries()) {
      yield { path: [...path, 'memberships', i, 'organization'], concept: 'actor', value: organization }
    }
    for (const [i, { office }] of actor.tenures.entries()) {
      yield { path: [...path, 'tenures', i, 'office'], concept: 'office', value: office }
    }
  }
  for (const [o, office] of report.offices.entries()) {
    yield* optional(['offices', o, 'organization'], 'actor', office.organization)
    yield* optional(['offices', o, 'place'], 'place', office.place)
  }
  for (const [s, storyline] of report.storylines.entries()) {
    yield* optional(['storylines', s, 'parent'], 'storyline', storyline.parent)
  }
  for (const [e, event] of report.events.entries()) yield* referencesOfEvent(['events', e], event)
}

/**
 * Every reference of an event.
 * @param path where it stands
 */
export function* referencesOfEvent(path: Path, event: ReportDocument['events'][number]): Generator<Reference> {
  yield* optional([...path, 'location', 'place'], 'place', event.location?.place)
  for (const [i, { actor, office }] of event.participations.entries()) {
    yield { path: [...path, 'participations', i, 'actor'], concept: 'actor', value: actor }
    yield* optional([...path, 'participations', i, 'office'], 'office', office)
  }
  for (const [i, claim] of event.claims.entries()) {
    yield* optional([...path, 'claims', i, 'relation', 'event'], 'event', claim.relation?.event)
    for (const [l, { agent }] of claim.attribution.entries()) {
      yield* optional([...path, 'claims', i, 'attribution', l, 'agent'], 'actor', agent)
    }
  }
  for (const [i, relation] of event.relations.entries()) {
    yield { path: [...path, 'relations', i, 'event'], concept: 'event', value: relation.event }
  }
  for (const [i, storyline] of event.storylines.entries()) {
    yield { path: [...path, 'storylines', i], concept: 'storyline', value: storyline }
  }
}

function* optional(path: Path, concept: Referable, value: string | undefined): Generator<Reference> {
  if (value !== undefined) yield { path, concept, value }
}

const LISTS = { actor: 'actors', event: 'events', office: 'offices', place: 'places', storyline: 'storylines' } as const

/**
 * Checks that local keys are unique in their list, and that every reference leads to one, or is an id of the right sort.
 * @param report a document of the right shape
 * @param note takes what is wrong
 */
export function checkReferences(report: ReportDocument, note: AddProblem): void {
  const keys = {} as Record<Referable, Set<string>>
  for (const [concept, list] of Object.entries(LISTS) as [Referable, (typeof LISTS)[Referable]][]) {
    const known = new Set<string>()
    for (const [i, { key }] of report[list].entries()) {
      if (known.has(key))
        note([list, i, 'key'], `"${key}" is already the key of another of the ${list}. Give each its own.`)
      known.add(key)
    }
    keys[concept] = known
  }
  for (const { path, concept, value } of referencesIn(report)) {
    if (isStoredId(value)) {
      if (parseId(value)?.concept !== concept) note(path, `"${value}" is not the id of one of the ${LISTS[concept]}.`)
    } else if (!keys[concept].has(value)) {
      note(path, `"${value}" is not the key of one of the ${LISTS[concept]} of this document${among(keys[concept])}.`)
    }
  }
}

function among(keys: Set<string>): string {
  return keys.size > 0 && keys.size <= 20 ? `: ${[...keys].join(', ')}` : ''
}
