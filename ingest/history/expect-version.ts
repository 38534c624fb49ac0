import { and, eq, gt } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { events } from '../../database/tables/event.ts'
import { revisions } from '../../database/tables/revision.ts'
import { toId } from '../../database/values/ids.ts'

/** A stored event is not what whoever wants to change it takes it for. Nothing was changed. */
export class EventConflictError extends Error {
  readonly code: 'NOT_FOUND' | 'CONFLICT'
  /** Where in the input what is at fault stands. */
  readonly path: readonly string[]

  constructor(code: EventConflictError['code'], path: readonly string[], message: string) {
    super(message)
    this.code = code
    this.path = path
  }
}

/** An event, and the version that whoever changes it has seen. */
export interface ExpectedVersion {
  id: string
  expectedVersion: number
  /** Where in the input its id and its version stand. */
  at?: { event: string[]; expectedVersion: string[] }
}

/**
 * Checks that events are what whoever changes them takes them for.
 * @param tx a transaction of whoever holds the lock of those who write
 * @param seen the events
 * @throws {EventConflictError} where there is none, it has another version, or it is taken back already
 */
export async function assertVersions(tx: Database, seen: readonly ExpectedVersion[]): Promise<void> {
  for (const { id, expectedVersion, at = AT } of seen) {
    const [stored] = await tx
      .select({ version: events.version, certainty: events.certainty, mergedIntoId: events.mergedIntoId })
      .from(events)
      .where(eq(events.id, id))
    if (stored === undefined) throw new EventConflictError('NOT_FOUND', at.event, 'There is no event of this id.')
    const { version, certainty, mergedIntoId } = stored
    if (version !== expectedVersion) {
      const since = version > expectedVersion ? `: ${await doneSince(tx, id, expectedVersion)}` : ''
      const message = `The event has version ${version}, not ${expectedVersion}${since}. Read it again, and decide anew.`
      throw new EventConflictError('CONFLICT', at.expectedVersion, message)
    }
    if (mergedIntoId !== null) {
      throw new EventConflictError(
        'CONFLICT',
        at.event,
        `The event is merged into ${toId('event', mergedIntoId)} already.`,
      )
    }
    if (certainty === 'RETRACTED') throw new EventConflictError('CONFLICT', at.event, 'The event is retracted already.')
  }
}

const AT = { event: ['event'], expectedVersion: ['expectedVersion'] }

/** What was done to an event after a version, in words. */
async function doneSince(tx: Database, id: string, version: number): Promise<string> {
  const done = await tx
    .select()
    .from(revisions)
    .where(and(eq(revisions.eventId, id), gt(revisions.version, version)))
    .orderBy(revisions.version)
  return done
    .map(({ kind, by, changes }) => {
      const fields = changes.map(({ field }) => field).join(', ')
      return `${by} has ${kind} it${fields ? ` (${fields})` : ''}`
    })
    .join(', ')
}
