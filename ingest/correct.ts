import type { Database } from '../database/database.ts'
import { withWriteLock } from '../database/sql/write-lock.ts'
import { recomputeCertainty } from './derived/event-certainty.ts'
import { correction as shape, type Correction } from './format/correction.ts'
import type { EventDraft } from './format/event.ts'
import { InvalidReportError, type Problem } from './format/problem.ts'
import { problemsIn, zodMessage } from './format/zod-messages.ts'
import { assertVersions } from './history/expect-version.ts'
import { reviseEvents, type AuditInfo } from './history/revise.ts'
import { appendRevisions } from './history/revisions.ts'
import { checkCorrection } from './resolve/check-correction.ts'
import { readStoredEvent, type StoredEvent } from './resolve/stored-event.ts'
import { writeColumns, writeParts } from './write-correction.ts'

/**
 * Corrects a stored event: what it said before stays in its history.
 * @param db a database; the transaction is begun here
 * @param id the event's UUID
 * @param expectedVersion the version that whoever corrects it has seen
 * @param given what is right: see `Correction`
 * @param deed why, and who
 * @throws {EventRefused} where there is no such event, or it is not what it was taken for
 * @throws {InvalidReportError} with everything that is wrong with what is given, by paths in it
 */
export function correctEvent(
  db: Database,
  id: string,
  expectedVersion: number,
  given: unknown,
  auditInfo: AuditInfo,
): Promise<void> {
  return withWriteLock(db, async (tx) => {
    await assertVersions(tx, [{ id, expectedVersion }])
    const read = shape.safeParse(given, { error: zodMessage })
    if (!read.success) throw new InvalidReportError(problemsIn(read.error))
    const correction = read.data
    const { row, draft } = await readStoredEvent(tx, id)
    const problems: Problem[] = []
    const corrected = overlaid(draft, correction)
    const { uuidOf, details } = await checkCorrection(tx, row, corrected, correction, problems)
    if (problems.length > 0) throw new InvalidReportError(problems)

    const revisions = await reviseEvents(tx, [id], auditInfo, async () => {
      await writeColumns(tx, row, correction, details, uuidOf)
      await writeParts(tx, id, row.version, corrected as unknown as EventDraft, correction, uuidOf)
      await recomputeCertainty(tx, [id])
    })
    if (revisions.length === 0) {
      throw new InvalidReportError([{ path: [], message: 'changes nothing: the event says so already.' }])
    }
    await appendRevisions(tx, revisions)
  })
}

/** The event as it is to be. A claim that is stored stays itself; a number whose claim is gone has none. */
function overlaid(draft: StoredEvent, { summary, location, details, ...given }: Correction): StoredEvent {
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const keyed = { ...named, ...(given.claims && { claims: given.claims.map(withKey) }) }
  const corrected = {
    ...draft,
    ...keyed,
    ...(summary !== undefined && { summary: summary ?? undefined }),
    ...(location !== undefined && { location: location ?? undefined }),
    ...(details !== undefined && { details }),
  } as StoredEvent
  if (given.claims === undefined || given.quantities !== undefined) return corrected
  const kept = new Set(corrected.claims.map(({ key }) => key))
  return {
    ...corrected,
    quantities: corrected.quantities.map(({ claim, ...quantity }) =>
      claim !== undefined && kept.has(claim) ? { ...quantity, claim } : quantity,
    ),
  }
}

function withKey(claim: StoredEvent['claims'][number]): StoredEvent['claims'][number] {
  return {
    ...claim,
    ...(claim.key === undefined && claim.claim !== undefined && { key: claim.claim }),
  }
}
