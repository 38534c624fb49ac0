import { eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { articles } from '../../database/tables/article.ts'
import { claims as claimsTable } from '../../database/tables/claim.ts'
import { TYPED_KINDS, rolesOf, type EventKindName, type TypedKindName } from '../../database/tables/event-kinds.ts'
import type { EventRow } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { parseId, toId } from '../../database/values/ids.ts'
import type { CorrectedClaim, Correction } from '../format/correction.ts'
import type { EventDraft } from '../format/event.ts'
import { detailsOf } from '../format/kind-details.ts'
import type { AddProblem, Problem } from '../format/problem.ts'
import { isStoredId, referencesOfEvent, type UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { problemsIn, zodMessage } from '../format/zod-messages.ts'
import { checkEvent } from '../validate/event.ts'
import { checkQuotes } from '../validate/quotes.ts'
import { findInconsistencies } from './check-against-stored.ts'
import { isPartOf } from './place-contains.ts'
import type { StoredEvent } from './stored-event.ts'
import { resolveStoredIds } from './stored-ids.ts'

/** What a correction comes to, once it is checked. */
interface Checked {
  uuidOf: UuidOf
  /** The kind's own fields, where it has any. */
  details: Record<string, unknown> | undefined
}

/**
 * Checks a correction against the event that it would make, by the rules for events of reports.
 * @param tx a transaction that holds the event
 * @param row the event as it is stored
 * @param corrected the event as it would be; its claims are given their articles here
 * @param given what is corrected: of the rest nothing is found fault with
 * @param problems takes what is wrong, by paths in what is given
 */
export async function checkCorrection(
  tx: Database,
  row: EventRow,
  corrected: StoredEvent,
  given: Correction,
  problems: Problem[],
): Promise<Checked> {
  const note: AddProblem = (path, message) => problems.push({ path, message })
  const kind = given.kind ?? (row.kind as EventKindName)
  const details = checkDetails(corrected, kind, kind === row.kind, given, note)
  const event = { ...corrected, kind, details: details ?? {} } as unknown as EventDraft
  checkKind(event, given, note)
  checkEvent(event, [], (path, message) => {
    if (path[0] === 'participations' && !given.participations) return
    if (Object.hasOwn(given, path[0]!)) note(path, message)
  })
  const asked = [...referencesOfEvent([], event)].filter(({ path }) => Object.hasOwn(given, path[0]!))
  for (const { path, value } of asked) {
    if (!isStoredId(value))
      note(path, `"${value}" is not an id. What is not stored yet comes in with a report: see publishReport.`)
  }
  const stored = asked.filter(({ value }) => isStoredId(value))
  for (const { path, value, concept } of stored) {
    if (parseId(value)?.concept !== concept) note(path, `"${value}" is not the id of one of the ${concept}s.`)
  }
  if (given.claims) await checkClaims(tx, row.id, corrected.claims, note)
  if (problems.length > 0) return { uuidOf: () => '', details }
  const standing = await resolveStoredIds(tx, stored, note)
  const uuidOf: UuidOf = (_concept, reference) => standing(reference)
  if (problems.length > 0) return { uuidOf, details }
  checkTwins(event, given, uuidOf, note)
  if (given.participations ?? given.occurred) await checkOffices(tx, event, given, uuidOf, note)
  if (given.relations) await checkCircles(tx, row.id, event, uuidOf, note)
  return { uuidOf, details }
}

function checkKind({ kind, participations }: EventDraft, given: Correction, note: AddProblem): void {
  if (given.participations) return
  const allowed = rolesOf(kind)
  const lost = new Set(participations.map(({ role }) => role).filter((role) => !allowed.includes(role)))
  if (lost.size > 0) {
    note(['kind'], `cannot be ${kind}: it has participants as ${[...lost].join(', ')}, which means nothing there.`)
  }
}

function checkDetails(
  { details }: StoredEvent,
  kind: EventKindName,
  isSameKind: boolean,
  given: Correction,
  note: AddProblem,
): Checked['details'] {
  if (!(kind in TYPED_KINDS)) {
    if (given.details !== undefined) note(['details'], `are none that an event of the kind ${kind} has.`)
    return undefined
  }
  if (given.details === undefined) return isSameKind ? (details ?? {}) : {}
  const read = detailsOf(kind as TypedKindName).safeParse(given.details, { error: zodMessage })
  if (read.success) return read.data
  for (const { path, message } of problemsIn(read.error)) note(['details', ...path], message)
  return undefined
}

/** Claims keep or are given an article that reports the event; their quotes are checked as far as its text is known. */
async function checkClaims(tx: Database, eventId: string, claims: CorrectedClaim[], note: AddProblem): Promise<void> {
  const sources = await tx
    .select({ id: articles.id, length: articles.length, body: articles.body })
    .from(articles)
    .innerJoin(mentions, eq(mentions.articleId, articles.id))
    .where(eq(mentions.eventId, eventId))
  const own = await storedClaims(tx, eventId)
  const seen = new Set<string>()
  for (const [n, claim] of claims.entries()) {
    const path = ['claims', n]
    if (claim.claim !== undefined) {
      if (!own.has(claim.claim)) note([...path, 'claim'], `"${claim.claim}" is not a claim about this event.`)
      if (seen.has(claim.claim)) note([...path, 'claim'], `"${claim.claim}" is given twice.`)
      seen.add(claim.claim)
    }
    claim.article ??= own.get(claim.claim ?? '') ?? (sources.length === 1 ? toId('article', sources[0]!.id) : undefined)
    if (claim.article === undefined) {
      note([...path, 'article'], `is missing: ${sources.length} articles report the event. Say which it is.`)
      continue
    }
    const source = sources.find(({ id }) => toId('article', id) === claim.article)
    if (source === undefined) {
      note([...path, 'article'], `"${claim.article}" is not an article that reports the event.`)
      continue
    }
    const report = { article: { length: source.length ?? undefined }, events: [{ claims: [claim] }] }
    checkQuotes(report as unknown as ReportDocument, source.body ?? undefined, ([, , , , ...rest], message) =>
      note([...path, ...rest], message),
    )
  }
}

async function storedClaims(tx: Database, eventId: string): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: claimsTable.id, articleId: claimsTable.articleId })
    .from(claimsTable)
    .where(eq(claimsTable.eventId, eventId))
  return new Map(rows.map(({ id, articleId }) => [toId('claim', id), toId('article', articleId)]))
}

/** Two ids may have come to mean the same. */
function checkTwins({ participations }: EventDraft, given: Correction, uuidOf: UuidOf, note: AddProblem): void {
  const seen = new Set<string>()
  for (const [i, { actor, role }] of (given.participations ? participations : []).entries()) {
    const same = `${uuidOf('actor', actor)} ${role}`
    if (seen.has(same)) note(['participations', i], `"${actor}" already takes part as ${role}, under another id.`)
    seen.add(same)
  }
}

async function checkOffices(
  tx: Database,
  event: EventDraft,
  given: Correction,
  uuidOf: UuidOf,
  note: AddProblem,
): Promise<void> {
  const report = { events: [event], places: [] } as unknown as ReportDocument
  const toStored: UuidOf = given.participations ? uuidOf : (_concept, reference) => parseId(reference)!.uuid
  for (const { path, message } of await findInconsistencies(tx, report, toStored)) {
    note(given.participations ? path.slice(2) : ['occurred'], message)
  }
}

/** No event may become, by way of others, a part of itself: a statement a level, as recursion is not spread over machines. */
async function checkCircles(
  tx: Database,
  eventId: string,
  { relations }: EventDraft,
  uuidOf: UuidOf,
  note: AddProblem,
): Promise<void> {
  for (const [i, { kind, event }] of relations.entries()) {
    const target = uuidOf('event', event)
    if (target === eventId) note(['relations', i, 'event'], 'ties the event to itself.')
    else if (kind === 'SUBEVENT_OF' && (await isPartOf(tx, target, eventId)))
      note(['relations', i], 'makes the event a part of itself.')
  }
}
