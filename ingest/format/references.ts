import { parseId, type Concept } from '../../database/values/ids.ts'
import { withArticle } from './must-be.ts'
import type { AddProblem, Path } from './problem.ts'
import type { ReportDocument } from './report.ts'

/** The types of objects that a document can refer to. */
export type Referable = Extract<Concept, 'actor' | 'event' | 'office' | 'place' | 'storyline'>

/** A reference in a document: a local key or the id of a stored object. */
export interface Reference {
  path: Path
  concept: Referable
  value: string
}

/** Returns the UUID of the object that a reference of a checked document refers to. */
export type UuidOf = (concept: Referable, reference: string) => string

/** @returns whether a reference is the id of a stored object and not a local key */
export function isStoredId(value: string): boolean {
  return value.includes('_')
}

/** Yields every reference of a document, with its path. */
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

/** Yields every reference of an event. */
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
 * Checks that local keys are unique in their list, and that every reference is a local key or an id of the right type.
 */
export function checkReferences(report: ReportDocument, addProblem: AddProblem): void {
  const keys = {} as Record<Referable, Set<string>>
  for (const [concept, list] of Object.entries(LISTS) as [Referable, (typeof LISTS)[Referable]][]) {
    const listKeys = new Set<string>()
    for (const [i, { key }] of report[list].entries()) {
      if (listKeys.has(key)) {
        addProblem([list, i, 'key'], `must be unique; "${key}" is already the key of another of the ${list}.`)
      }
      listKeys.add(key)
    }
    keys[concept] = listKeys
  }
  for (const { path, concept, value } of referencesIn(report)) {
    if (isStoredId(value)) checkIdConcept({ path, concept, value }, addProblem)
    else if (!keys[concept].has(value)) {
      addProblem(
        path,
        `must be a key of the ${LISTS[concept]} of this document${listed(keys[concept])}, or the id of a stored ${concept}; got "${value}".`,
      )
    }
  }
}

/**
 * Checks that an id is an id of the type of object that a reference needs. It does not check that the object is stored.
 */
export function checkIdConcept({ path, concept, value }: Reference, addProblem: AddProblem): void {
  const actual = parseId(value)?.concept
  if (actual === concept) return
  const received =
    actual === undefined ? `"${value}", which is not a valid id` : `"${value}", the id of ${withArticle(actual)}`
  addProblem(path, `must be the id of ${withArticle(concept)}; got ${received}.`)
}

/**
 * @param id a public id that `checkIdConcept` has accepted
 * @throws {RangeError} if it is not a public id
 */
export function uuidOfId(id: string): string {
  const parsed = parseId(id)
  if (parsed === null) throw new RangeError(`"${id.slice(0, 80)}" is not a public id.`)
  return parsed.uuid
}

const MAX_LISTED_KEYS = 20

function listed(keys: Set<string>): string {
  return keys.size > 0 && keys.size <= MAX_LISTED_KEYS ? ` (${[...keys].join(', ')})` : ''
}
