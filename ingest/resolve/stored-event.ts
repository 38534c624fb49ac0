import type { Database } from '../../database/database.ts'
import type { EventRow } from '../../database/tables/event.ts'
import { toId } from '../../database/values/ids.ts'
import type { CorrectedClaim } from '../format/correction.ts'
import { dropNulls } from '../format/drop-nulls.ts'
import type { EventDraft } from '../format/event.ts'
import { EVENT_PARTS } from '../parts/catalogue.ts'
import { readEvents } from '../parts/read-events.ts'

/** A stored event in the shape of an event of a report. References are public ids, and claims carry their own ids. */
export type StoredEvent = Omit<EventDraft, 'claims' | 'details'> & {
  claims: CorrectedClaim[]
  details?: Record<string, unknown>
}

/**
 * Reads a stored event.
 * @param id UUID
 * @throws {RangeError} if there is no event with this id
 */
export async function readStoredEvent(tx: Database, id: string): Promise<{ row: EventRow; draft: StoredEvent }> {
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
