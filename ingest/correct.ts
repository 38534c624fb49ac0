import type { Database } from '../database/database.ts'
import { withWriteLock } from '../database/sql/write-lock.ts'
import type { EventRow } from '../database/tables/event.ts'
import { toId } from '../database/values/ids.ts'
import { recomputeCertainty } from './derived/event-certainty.ts'
import { correction as correctionSchema, type Correction, type StoredEvent } from './format/correction.ts'
import { dropNulls } from './format/drop-nulls.ts'
import type { EventDraft } from './format/event.ts'
import { InvalidReportError } from './format/problem.ts'
import { problemsIn, zodMessage } from './format/zod-messages.ts'
import { assertVersions } from './history/expect-version.ts'
import { reviseEvents, type AuditInfo } from './history/revise.ts'
import { appendRevisions } from './history/revisions.ts'
import { readSource } from './origins/read-source.ts'
import { EVENT_PARTS } from './parts/catalogue.ts'
import { readEvents } from './parts/read-events.ts'
import { checkCorrection } from './resolve/check-correction.ts'
import { storeCitedVersions } from './store/article-version.ts'
import { storeCodeLabels } from './store/codes.ts'
import { changeOf } from './store/correction-rows.ts'
import { changeEventRows } from './store/events.ts'
import { completeSources } from './store/kept-texts.ts'
import { reviseOrigins } from './store/origins.ts'
import { sha256 } from './validate/quotes.ts'

/**
 * Corrects a stored event. Its earlier state stays in its history.
 * @param db a database; the function runs its own transaction
 * @param id UUID of the event
 * @param expectedVersion the version of the event that the client has read
 * @param input the corrected fields; see `Correction`
 * @param auditInfo who corrects and why, and the text of the version of an article that new quotes are from, to locate them in
 * @throws {EventConflictError} if there is no such event, it has another version, or it is retracted or merged
 * @throws {InvalidReportError} with all problems of the input, by their paths in it; also if it changes nothing
 */
export function correctEvent(
  db: Database,
  id: string,
  expectedVersion: number,
  input: unknown,
  { text, ...auditInfo }: AuditInfo & { text?: string | undefined },
): Promise<void> {
  const source = text === undefined ? undefined : { digest: sha256(text), kept: readSource(text) }
  return withWriteLock(db, async (tx) => {
    await assertVersions(tx, [{ id, expectedVersion }])
    const parsed = correctionSchema.safeParse(input, { error: zodMessage })
    if (!parsed.success) throw new InvalidReportError(problemsIn(parsed.error))
    const correction = parsed.data
    const { row, draft } = await readStoredEvent(tx, id)
    const corrected = applyCorrection(draft, correction)
    const { uuidOf, details } = await checkCorrection(tx, row, draft, corrected, correction, text)

    let completedIds: string[] = []
    const revisions = await reviseEvents(tx, [id], auditInfo, async () => {
      if (source !== undefined) completedIds = await completeSources(tx, id, source.digest, source.kept)
      await storeCodeLabels(tx, [{ codes: correction.codes ?? [] }])
      if (correction.claims) await storeCitedVersions(tx, corrected.claims)
      await changeEventRows(tx, [changeOf(row, corrected as EventDraft, correction, details, uuidOf)])
      await recomputeCertainty(tx, [id])
    })
    if (revisions.length === 0) {
      throw new InvalidReportError([{ path: [], message: 'changes nothing: the event already has these values.' }])
    }
    const reason = 'A correction of another event gave the text of one of its articles.'
    revisions.push(...(await reviseOrigins(tx, { articleIds: completedIds }, { by: auditInfo.by, reason })))
    await appendRevisions(tx, revisions)
  })
}

/**
 * Reads a stored event.
 * @param id UUID
 * @throws {RangeError} if there is no event with this id
 */
async function readStoredEvent(tx: Database, id: string): Promise<{ row: EventRow; draft: StoredEvent }> {
  const parts = EVENT_PARTS.filter(({ correctedWith }) => correctedWith.length > 0)
  const stored = (await readEvents(tx, [id], parts)).get(id)
  if (stored === undefined) throw new RangeError(`There is no event ${id}.`)
  const { event: row, details: columns } = stored
  const { eventId: _id, kind: _kind, ...details } = columns
  const partFields = parts.flatMap((part) =>
    part.toDraft ? [[part.name, part.toDraft(stored.parts[part.name] ?? [], stored.parts)]] : [],
  )
  const draft = {
    key: toId('event', id),
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    realis: row.realis,
    polarity: row.polarity,
    occurred: { edtf: row.edtf, basis: row.timeBasis, text: row.timeText },
    details,
    ...Object.fromEntries(partFields),
  }
  return { row, draft: dropNulls(draft) as StoredEvent }
}

/**
 * The event after a correction. A stored claim keeps its id as its key, so that quantities can refer to it; a quantity
 * whose claim is removed loses its reference.
 */
function applyCorrection(draft: StoredEvent, { summary, location, details, ...correction }: Correction): StoredEvent {
  const givenFields = Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined))
  const corrected = {
    ...draft,
    ...givenFields,
    ...(correction.claims && { claims: correction.claims.map(withKey) }),
    ...(summary !== undefined && { summary: summary ?? undefined }),
    ...(location !== undefined && { location: location ?? undefined }),
    ...(details !== undefined && { details }),
  } as StoredEvent
  if (correction.claims === undefined || correction.quantities !== undefined) return corrected
  const claimKeys = new Set(corrected.claims.map(({ key }) => key))
  return {
    ...corrected,
    quantities: corrected.quantities.map(({ claim, ...quantity }) =>
      claim !== undefined && claimKeys.has(claim) ? { ...quantity, claim } : quantity,
    ),
  }
}

function withKey(claim: StoredEvent['claims'][number]): StoredEvent['claims'][number] {
  return {
    ...claim,
    ...(claim.key === undefined && claim.claim !== undefined && { key: claim.claim }),
  }
}
