import { and, eq, gt } from 'drizzle-orm'
import type { Database } from '../schema/tables/database.ts'
import { events } from '../schema/tables/event.ts'
import { revisions } from '../schema/tables/revision.ts'

/** A stored event is not what whoever wants to change it takes it for. Nothing was changed. */
export class EventRefused extends Error {
  readonly code: 'NOT_FOUND' | 'CONFLICT'
  /** What of the input is at fault. */
  readonly field: 'event' | 'expectedVersion'

  constructor(code: EventRefused['code'], field: EventRefused['field'], message: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

/**
 * Holds an event for a change, until the transaction ends.
 * @param tx a transaction
 * @param id its UUID
 * @param expectedVersion the version that whoever changes it has seen
 * @throws {EventRefused} where there is none, it has another version, or it is retracted already
 */
export const expectVersion = async (tx: Database, id: string, expectedVersion: number): Promise<void> => {
  const [stored] = await tx
    .select({ version: events.version, certainty: events.certainty })
    .from(events)
    .where(eq(events.id, id))
    .for('update')
  if (stored === undefined) throw new EventRefused('NOT_FOUND', 'event', 'There is no event of this id.')
  const { version, certainty } = stored
  if (version !== expectedVersion) {
    const since = version > expectedVersion ? `: ${await doneSince(tx, id, expectedVersion)}` : ''
    const message = `The event has version ${version}, not ${expectedVersion}${since}. Read it again, and decide anew.`
    throw new EventRefused('CONFLICT', 'expectedVersion', message)
  }
  if (certainty === 'RETRACTED') throw new EventRefused('CONFLICT', 'event', 'The event is retracted already.')
}

/** What was done to an event after a version, in words. */
const doneSince = async (tx: Database, id: string, version: number): Promise<string> => {
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
