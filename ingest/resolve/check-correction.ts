import type { Database } from '../../database/database.ts'
import { TYPED_KINDS, rolesOf, type EventKindName, type TypedKindName } from '../../database/tables/event-kinds.ts'
import type { EventRow } from '../../database/tables/event.ts'
import type { Correction, StoredEvent } from '../format/correction.ts'
import type { EventDraft } from '../format/event.ts'
import { detailsOf } from '../format/kind-details.ts'
import { InvalidReportError, type AddProblem, type Path, type Problem } from '../format/problem.ts'
import { checkIdConcept, isStoredId, referencesOfEvent, uuidOfId, type UuidOf } from '../format/references.ts'
import { problemsIn, zodMessage } from '../format/zod-messages.ts'
import { checkEvent } from '../validate/event.ts'
import { findInconsistencies } from './check-against-stored.ts'
import { checkClaims } from './check-claims.ts'
import { isPartOf } from './is-part-of.ts'
import { resolveStoredIds } from './stored-ids.ts'

/** The resolved parts of a correction that passed all checks. */
interface CheckedCorrection {
  uuidOf: UuidOf
  /** The values of the fields that only events of the kind have; empty for kinds without such fields. */
  details: Record<string, unknown>
}

/**
 * Checks the event that a correction results in, by the rules for events of reports. Only the corrected fields are
 * checked: stored fields may break rules that are newer than they are.
 * @param tx a transaction that holds the write lock
 * @param row of the event
 * @param stored the event before the correction
 * @param corrected the event after the correction. Claims without an article or its version get theirs here, and quotes
 *   their places.
 * @param text of the version of an article that new quotes are from
 * @throws {InvalidReportError} with all problems, by their paths in the correction
 */
export async function checkCorrection(
  tx: Database,
  row: EventRow,
  stored: StoredEvent,
  corrected: StoredEvent,
  correction: Correction,
  text: string | undefined,
): Promise<CheckedCorrection> {
  const problems: Problem[] = []
  const addProblem: AddProblem = (path, message) => problems.push({ path, message })
  const throwIfInvalid = () => {
    if (problems.length > 0) throw new InvalidReportError(problems)
  }
  const isCorrected = ([field]: Path) => field !== undefined && Object.hasOwn(correction, field)
  const kind = correction.kind ?? (row.kind as EventKindName)
  const details = checkDetails(corrected, kind, kind === row.kind, correction, addProblem)
  const event = { ...corrected, kind, details: details ?? {} } as EventDraft
  checkKind(event, correction, addProblem)
  checkEvent(event, [], (path, message) => {
    if (path[0] === 'participations' && !correction.participations) return
    if (isCorrected(path)) addProblem(path, message)
  })
  const references = [...referencesOfEvent([], event)].filter(({ path }) => isCorrected(path))
  for (const reference of references) {
    const { path, value, concept } = reference
    if (isStoredId(value)) checkIdConcept(reference, addProblem)
    else
      addProblem(path, `must be the id of a stored ${concept}; got "${value}". Only publishReport creates a new one.`)
  }
  if (correction.claims) {
    corrected.claims = await checkClaims(tx, row.id, corrected.claims, { stored: stored.claims, text }, addProblem)
  } else if (text !== undefined) addProblem(['text'], 'is needed only with claims. Remove it, or give the claims.')
  throwIfInvalid()
  const uuidOfStored = await resolveStoredIds(tx, references, addProblem)
  const uuidOf: UuidOf = (_concept, reference) => uuidOfStored(reference)
  throwIfInvalid()
  checkDuplicates(event, correction, uuidOf, addProblem)
  if (correction.participations ?? correction.occurred) await checkOffices(tx, event, correction, uuidOf, addProblem)
  if (correction.relations) await checkCycles(tx, row.id, event, uuidOf, addProblem)
  throwIfInvalid()
  return { uuidOf, details: details ?? {} }
}

/** Checks that a new kind allows the roles of the stored participations. */
function checkKind({ kind, participations }: EventDraft, correction: Correction, addProblem: AddProblem): void {
  if (correction.participations) return
  const allowedRoles = rolesOf(kind)
  const otherRoles = new Set(participations.map(({ role }) => role).filter((role) => !allowedRoles.includes(role)))
  if (otherRoles.size > 0) {
    addProblem(
      ['kind'],
      `cannot be ${kind}: the event has participations with ${[...otherRoles].join(', ')}, and the roles of ${kind} are ${allowedRoles.join(', ')}. Correct its participations too.`,
    )
  }
}

function checkDetails(
  { details }: StoredEvent,
  kind: EventKindName,
  isSameKind: boolean,
  correction: Correction,
  addProblem: AddProblem,
): CheckedCorrection['details'] | undefined {
  if (!(kind in TYPED_KINDS)) {
    if (correction.details !== undefined) {
      addProblem(['details'], `are not allowed: ${kind} has no fields of its own. Remove them.`)
    }
    return undefined
  }
  if (correction.details === undefined) return isSameKind ? (details ?? {}) : {}
  const parsed = detailsOf(kind as TypedKindName).safeParse(correction.details, { error: zodMessage })
  if (parsed.success) return parsed.data
  for (const { path, message } of problemsIn(parsed.error)) addProblem(['details', ...path], message)
  return undefined
}

/** Checks that no actor has a role twice: two ids can resolve to one actor after a merge. */
function checkDuplicates(
  { participations }: EventDraft,
  correction: Correction,
  uuidOf: UuidOf,
  addProblem: AddProblem,
): void {
  if (!correction.participations) return
  const pairs = new Set<string>()
  for (const [i, { actor, role }] of participations.entries()) {
    const pair = `${uuidOf('actor', actor)} ${role}`
    if (pairs.has(pair)) {
      addProblem(
        ['participations', i],
        `"${actor}" was merged with an earlier actor of the list, which already has the role ${role}. Remove one of them.`,
      )
    }
    pairs.add(pair)
  }
}

async function checkOffices(
  tx: Database,
  event: EventDraft,
  correction: Correction,
  uuidOf: UuidOf,
  addProblem: AddProblem,
): Promise<void> {
  // Stored participations were not resolved: their ids are those of their rows.
  const uuidOfActor: UuidOf = correction.participations ? uuidOf : (_concept, reference) => uuidOfId(reference)
  for (const { path, message } of await findInconsistencies(tx, { events: [event], places: [] }, uuidOfActor)) {
    addProblem(correction.participations ? path.slice(2) : ['occurred'], message)
  }
}

/** Checks that no relation makes the event a part of itself, directly or through stored events. */
async function checkCycles(
  tx: Database,
  eventId: string,
  { relations }: EventDraft,
  uuidOf: UuidOf,
  addProblem: AddProblem,
): Promise<void> {
  for (const [i, { kind, event }] of relations.entries()) {
    const target = uuidOf('event', event)
    if (target === eventId) addProblem(['relations', i, 'event'], 'relates the event to itself. Remove it.')
    else if (kind === 'SUBEVENT_OF' && (await isPartOf(tx, target, eventId))) {
      addProblem(['relations', i], 'makes the event a part of itself. Remove it.')
    }
  }
}
