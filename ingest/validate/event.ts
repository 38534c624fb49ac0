import { TYPED_KINDS, rolesOf, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { ClaimDraft } from '../format/claim.ts'
import type { EventDraft } from '../format/event.ts'
import { detailFieldsOf } from '../format/kind-details.ts'
import type { AddProblem, Path } from '../format/problem.ts'
import { checkTime } from '../format/time.ts'
import { checkCoordinates } from './entities.ts'

/**
 * Checks the rules for an event that its schema cannot express: its roles fit its kind, and its parts fit each other.
 */
export function checkEvent(event: EventDraft, path: Path, addProblem: AddProblem): void {
  checkTime(event.occurred, [...path, 'occurred'], addProblem)
  if (event.location) checkCoordinates(event.location, [...path, 'location'], addProblem)
  checkParticipations(event, path, addProblem)
  checkRelations(event, path, addProblem)
  checkExternalIds(event, path, addProblem)
  checkEffectivePeriod(event, path, addProblem)
  checkCounts(event, path, addProblem)
  checkCodes(event, path, addProblem)
  const claimKeys = new Set<string>()
  for (const [i, claim] of event.claims.entries()) {
    const claimPath = [...path, 'claims', i]
    if (claim.key !== undefined && claimKeys.has(claim.key)) {
      addProblem(
        [...claimPath, 'key'],
        `must be unique; "${claim.key}" is already the key of another claim of the event.`,
      )
    }
    if (claim.key !== undefined) claimKeys.add(claim.key)
    checkClaim(event, claim, claimPath, addProblem)
  }
  for (const [i, { claim }] of event.quantities.entries()) {
    if (claim !== undefined && !claimKeys.has(claim)) {
      addProblem([...path, 'quantities', i, 'claim'], `must be the key of a claim of the same event; got "${claim}".`)
    }
  }
}

function checkParticipations({ kind, participations }: EventDraft, path: Path, addProblem: AddProblem): void {
  const allowedRoles = rolesOf(kind)
  const pairs = new Set<string>()
  for (const [i, { actor, role }] of participations.entries()) {
    const participationPath = [...path, 'participations', i]
    if (!allowedRoles.includes(role)) {
      addProblem([...participationPath, 'role'], `must be a role of ${kind}: ${allowedRoles.join(', ')}; got ${role}.`)
    }
    if (pairs.has(`${actor} ${role}`)) {
      addProblem(participationPath, `repeats an earlier participation of "${actor}" as ${role}. Remove one of them.`)
    }
    pairs.add(`${actor} ${role}`)
  }
}

function checkExternalIds({ externalIds }: EventDraft, path: Path, addProblem: AddProblem): void {
  const seenIds = new Set<string>()
  for (const [i, { scheme, value }] of externalIds.entries()) {
    if (seenIds.has(`${scheme} ${value}`)) {
      addProblem([...path, 'externalIds', i], `repeats ${scheme} ${showValue(value)}. Remove one of them.`)
    }
    seenIds.add(`${scheme} ${value}`)
  }
}

/** The root codes of CAMEO are 01 to 20, so that 41 is 041 without its leading zero. */
const CAMEO_CODE = /^(?:0[1-9]|1\d|20)\d{0,2}$/

function checkCodes({ codes }: EventDraft, path: Path, addProblem: AddProblem): void {
  for (const [i, { scheme, code }] of codes.entries()) {
    if (scheme !== 'CAMEO' || CAMEO_CODE.test(code)) continue
    addProblem(
      [...path, 'codes', i, 'code'],
      `must be a CAMEO code with its leading zero, such as "041"; got ${showValue(code)}.`,
    )
  }
}

/** The measures of people and things, which are counted. */
export const COUNTED: ReadonlySet<string> = new Set(['FATALITIES', 'INJURED', 'PERSONNEL', 'EQUIPMENT', 'DISPLACED'])
export const MAX_COUNT = 10_000_000_000

function checkCounts({ quantities }: EventDraft, path: Path, addProblem: AddProblem): void {
  for (const [i, quantity] of quantities.entries()) {
    if (!COUNTED.has(quantity.measure)) continue
    for (const field of ['low', 'best', 'high'] as const) {
      const value = quantity[field]
      if (value === undefined || (Number.isInteger(value) && value <= MAX_COUNT)) continue
      addProblem(
        [...path, 'quantities', i, field],
        `must be an integer from 0 to ${MAX_COUNT}, because ${quantity.measure} are counted; got ${value}.`,
      )
    }
  }
}

function checkEffectivePeriod(event: EventDraft, path: Path, addProblem: AddProblem): void {
  if (!('details' in event)) return
  const { effectiveFrom: from, effectiveUntil: until } = event.details as Record<string, string | undefined>
  if (from !== undefined && until !== undefined && from >= until) {
    addProblem([...path, 'details', 'effectiveUntil'], `must be later than effectiveFrom (${from}); got ${until}.`)
  }
}

function checkRelations({ key, relations, claims }: EventDraft, path: Path, addProblem: AddProblem): void {
  const seenRelations = new Set<string>()
  for (const [i, relation] of relations.entries()) {
    const relationPath = [...path, 'relations', i]
    const { kind, event } = relation
    if (event === key) addProblem([...relationPath, 'event'], `relates the event "${key}" to itself. Remove it.`)
    if (seenRelations.has(`${kind} ${event}`)) {
      addProblem(relationPath, `repeats the relation ${kind} to "${event}". Remove one of them.`)
    }
    seenRelations.add(`${kind} ${event}`)
    if (relation.certainty !== undefined && claims.some((claim) => isAbout(claim, relation))) {
      addProblem([...relationPath, 'certainty'], 'is derived from the claims about the relation. Remove it.')
    }
  }
}

function checkClaim(event: EventDraft, claim: ClaimDraft, path: Path, addProblem: AddProblem): void {
  checkAspect(event, claim, path, addProblem)
  for (const [i, { mode, agent, label }] of claim.attribution.entries()) {
    if (mode !== 'UNNAMED' && agent === undefined && label === undefined) {
      addProblem(
        [...path, 'attribution', i],
        `needs an agent or a label with the mode ${mode}. Give one, or use UNNAMED.`,
      )
    }
  }
}

function checkAspect(event: EventDraft, claim: ClaimDraft, path: Path, addProblem: AddProblem): void {
  const { aspect, relation, detail } = claim
  if (aspect === 'RELATION' && !relation) addProblem(path, 'needs a relation, because its aspect is RELATION.')
  if (aspect !== 'RELATION' && relation) {
    addProblem([...path, 'relation'], `is allowed with the aspect RELATION only; the aspect is ${aspect}.`)
  }
  if (relation && !event.relations.some((candidate) => isAbout(claim, candidate))) {
    addProblem(
      [...path, 'relation'],
      `must be one of the relations of the event; got ${relation.kind} to "${relation.event}". Add it to relations.`,
    )
  }
  if (aspect === 'DETAIL' && detail === undefined) {
    addProblem(path, 'needs a detail, because its aspect is DETAIL.')
  }
  if (aspect !== 'DETAIL' && detail !== undefined) {
    addProblem([...path, 'detail'], `is allowed with the aspect DETAIL only; the aspect is ${aspect}.`)
  }
  const fields = detailFields(event.kind)
  if (detail !== undefined && !fields.includes(detail)) {
    const allowed =
      fields.length > 0
        ? `must be one of the fields of ${event.kind}: ${fields.join(', ')}`
        : `is not allowed: ${event.kind} has no fields of its own`
    addProblem([...path, 'detail'], `${allowed}; got ${showValue(detail)}.`)
  }
}

/** @returns whether a claim is about a relation */
export function isAbout(
  { relation }: Pick<ClaimDraft, 'relation'>,
  { kind, event }: { kind: string; event: string },
): boolean {
  return relation?.kind === kind && relation.event === event
}

function detailFields(kind: EventDraft['kind']): string[] {
  return kind in TYPED_KINDS ? detailFieldsOf(kind as TypedKindName) : []
}
