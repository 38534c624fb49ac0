import { and, eq, gt } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { events, type EventRow } from '../../database/tables/event.ts'
import { revisions } from '../../database/tables/revision.ts'
import { toId } from '../../database/values/ids.ts'

/** An object that a client wants to change does not exist, or is not in the state that the client expects. */
export class EventConflictError extends Error {
  readonly code: 'NOT_FOUND' | 'CONFLICT'
  /** The path of the faulty field in the input. */
  readonly path: readonly string[]

  constructor(code: EventConflictError['code'], path: readonly string[], message: string) {
    super(message)
    this.name = 'EventConflictError'
    this.code = code
    this.path = path
  }
}

/** An object that a client wants to change, and its version as the client has read it. */
export interface ExpectedVersion {
  /** UUID. */
  id: string
  expectedVersion: number
  /** The paths of the id and of the version in the input. */
  at?: { event: string[]; expectedVersion: string[] }
}

/**
 * Checks that events are in the state that the client expects.
 * @param tx a transaction that holds the write lock
 * @throws {EventConflictError} if one does not exist, has another version, or is already retracted or merged
 */
export async function assertVersions(tx: Database, expected: readonly ExpectedVersion[]): Promise<void> {
  for (const { id, at = DEFAULT_PATHS, ...others } of expected) {
    const { certainty } = await assertVersion(tx, { id, at, ...others })
    if (certainty === 'RETRACTED') {
      const message = 'The event is already retracted and cannot be changed. Reinstate it first.'
      throw new EventConflictError('CONFLICT', at.event, message)
    }
  }
}

/**
 * Checks that an event has the version that the client expects, and is not merged. It may be retracted.
 * @param tx a transaction that holds the write lock
 * @throws {EventConflictError} if it does not exist, has another version, or is merged
 */
export async function assertVersion(
  tx: Database,
  { id, expectedVersion, at = DEFAULT_PATHS }: ExpectedVersion,
): Promise<Pick<EventRow, 'certainty' | 'version'>> {
  const [stored] = await tx
    .select({ version: events.version, certainty: events.certainty, mergedIntoId: events.mergedIntoId })
    .from(events)
    .where(eq(events.id, id))
  if (stored === undefined) {
    throw new EventConflictError('NOT_FOUND', at.event, `There is no event with the id ${toId('event', id)}.`)
  }
  const { version, mergedIntoId } = stored
  if (version !== expectedVersion) {
    const changes = version > expectedVersion ? `: ${await describeChangesSince(tx, id, expectedVersion)}` : ''
    const message = `The event has version ${version}, not ${expectedVersion}${changes}. Read it again and retry with version ${version}.`
    throw new EventConflictError('CONFLICT', at.expectedVersion, message)
  }
  if (mergedIntoId !== null) {
    const message = `The event is already merged into ${toId('event', mergedIntoId)}. Use that event instead, or split them first.`
    throw new EventConflictError('CONFLICT', at.event, message)
  }
  return stored
}

const DEFAULT_PATHS = { event: ['event'], expectedVersion: ['expectedVersion'] }

/** @returns the revisions of an event after a version, such as "Example desk has CORRECTED it (title, claims)" */
async function describeChangesSince(tx: Database, id: string, version: number): Promise<string> {
  const laterRevisions = await tx
    .select()
    .from(revisions)
    .where(and(eq(revisions.eventId, id), gt(revisions.version, version)))
    .orderBy(revisions.version)
  return describeRevisions(laterRevisions)
}

/** @returns revisions as words, such as "Example desk has CORRECTED it (title, claims)" */
export function describeRevisions(
  laterRevisions: readonly Pick<typeof revisions.$inferSelect, 'kind' | 'by' | 'changes'>[],
): string {
  return laterRevisions
    .map(({ kind, by, changes }) => {
      const fields = changes.map(({ field }) => field).join(', ')
      return `${by} has ${kind} it${fields ? ` (${fields})` : ''}`
    })
    .join(', ')
}
