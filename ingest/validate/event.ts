import { TYPED_KINDS, rolesOf, type TypedKindName } from '../../database/tables/event-kinds.ts'
import type { ClaimDraft } from '../format/claim.ts'
import type { EventDraft } from '../format/event.ts'
import { ownFieldsOf } from '../format/kind-details.ts'
import type { AddProblem, Path } from '../format/problem.ts'
import { checkTime } from '../format/time.ts'

/**
 * Checks what the shape of an event cannot say: that its roles fit its kind, and its parts fit each other.
 * @param event an event of the right shape
 * @param path where it stands
 * @param note takes what is wrong
 */
export function checkEvent(event: EventDraft, path: Path, note: AddProblem): void {
  checkTime(event.occurred, [...path, 'occurred'], note)
  checkLocation(event, path, note)
  checkParticipations(event, path, note)
  checkRelations(event, path, note)
  checkExternalIds(event, path, note)
  checkEffect(event, path, note)
  const keys = new Set<string>()
  for (const [i, claim] of event.claims.entries()) {
    const place = [...path, 'claims', i]
    if (claim.key !== undefined && keys.has(claim.key))
      note([...place, 'key'], `"${claim.key}" is already the key of another claim of the event.`)
    if (claim.key !== undefined) keys.add(claim.key)
    checkClaim(event, claim, place, note)
  }
  for (const [i, { claim }] of event.quantities.entries()) {
    if (claim !== undefined && !keys.has(claim))
      note([...path, 'quantities', i, 'claim'], `"${claim}" is not the key of a claim of this event.`)
  }
}

function checkLocation({ location }: EventDraft, path: Path, note: AddProblem): void {
  if (location && (location.latitude === undefined) !== (location.longitude === undefined)) {
    note([...path, 'location'], 'has one coordinate without the other. Give both latitude and longitude, or neither.')
  }
}

function checkParticipations({ kind, participations }: EventDraft, path: Path, note: AddProblem): void {
  const allowed = rolesOf(kind)
  const seen = new Set<string>()
  for (const [i, { actor, role }] of participations.entries()) {
    const place = [...path, 'participations', i]
    if (!allowed.includes(role)) {
      note([...place, 'role'], `${role} means nothing in a ${kind}. Its roles are ${allowed.join(', ')}.`)
    }
    if (seen.has(`${actor} ${role}`)) note(place, `"${actor}" already takes part as ${role}.`)
    seen.add(`${actor} ${role}`)
  }
}

function checkExternalIds({ externalIds }: EventDraft, path: Path, note: AddProblem): void {
  const seen = new Set<string>()
  for (const [i, { scheme, value }] of externalIds.entries()) {
    if (seen.has(`${scheme} ${value}`)) note([...path, 'externalIds', i], `${scheme} ${value} is given twice.`)
    seen.add(`${scheme} ${value}`)
  }
}

function checkEffect(event: EventDraft, path: Path, note: AddProblem): void {
  if (!('details' in event)) return
  const { effectiveFrom: from, effectiveUntil: until } = event.details as Record<string, string | undefined>
  if (from !== undefined && until !== undefined && from >= until)
    note([...path, 'details', 'effectiveUntil'], 'is no later than effectiveFrom.')
}

function checkRelations({ key, relations, claims }: EventDraft, path: Path, note: AddProblem): void {
  const seen = new Set<string>()
  for (const [i, relation] of relations.entries()) {
    const place = [...path, 'relations', i]
    if (relation.event === key) note([...place, 'event'], 'ties the event to itself.')
    if (seen.has(`${relation.kind} ${relation.event}`)) note(place, 'is said twice.')
    seen.add(`${relation.kind} ${relation.event}`)
    if (relation.certainty !== undefined && claims.some((claim) => isAbout(claim, relation))) {
      note([...place, 'certainty'], 'follows from the claims about the relation. Leave it out.')
    }
  }
}

function checkClaim({ kind, relations }: EventDraft, claim: ClaimDraft, path: Path, note: AddProblem): void {
  const { aspect, relation, detail, quote } = claim
  if (aspect === 'RELATION' && !relation) note(path, 'is about a relation. Say which by `relation`.')
  if (aspect !== 'RELATION' && relation)
    note([...path, 'relation'], `does not go with the aspect ${aspect}. Use RELATION.`)
  if (relation && !relations.some((each) => isAbout(claim, each)))
    note([...path, 'relation'], 'is not one of the relations of the event.')
  if (aspect === 'DETAIL' && detail === undefined)
    note(path, "is about one of the kind's own fields. Say which by `detail`.")
  if (aspect !== 'DETAIL' && detail !== undefined)
    note([...path, 'detail'], `does not go with the aspect ${aspect}. Use DETAIL.`)
  if (detail !== undefined && !ownFields(kind).includes(detail)) {
    note(
      [...path, 'detail'],
      `"${detail}" is not a field of a ${kind}. Its own fields are ${ownFields(kind).join(', ') || 'none'}.`,
    )
  }
  if (quote.end - quote.start !== quote.exact.length) {
    note(
      [...path, 'quote'],
      `is ${quote.exact.length} UTF-16 units long, and from ${quote.start} to ${quote.end} are ${quote.end - quote.start}.`,
    )
  }
  for (const [i, link] of claim.attribution.entries()) {
    if (link.mode !== 'UNNAMED' && link.agent === undefined && link.label === undefined) {
      note([...path, 'attribution', i], 'names nobody. Give an agent or a label, or the mode UNNAMED.')
    }
  }
}

/** @returns whether a claim speaks about a relation */
export function isAbout({ relation }: ClaimDraft, { kind, event }: { kind: string; event: string }): boolean {
  return relation?.kind === kind && relation.event === event
}

function ownFields(kind: EventDraft['kind']): string[] {
  return kind in TYPED_KINDS ? ownFieldsOf(kind as TypedKindName) : []
}
