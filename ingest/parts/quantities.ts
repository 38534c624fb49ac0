import { quantities } from '../../database/tables/quantity.ts'
import type { EventPart } from './part.ts'
import { publicId } from './public-id.ts'

type Row = typeof quantities.$inferInsert

/** The numbers of an event. A quantity refers to its claim by the key of the claim. */
export const quantitiesPart: EventPart<Row> = {
  name: 'quantities',
  table: quantities,
  ordinal: quantities.ordinal,
  correctedWith: ['quantities', 'claims', 'relations'],
  onMerge: 'APPEND',
  rows: ({ draft, eventId }) =>
    draft.quantities?.map(({ measure, of, side, low, best, high, approximation, unit, text, claim }, ordinal) => ({
      eventId,
      ordinal,
      measure,
      of: of ?? null,
      side: side ?? null,
      low: low ?? null,
      best: best ?? null,
      high: high ?? null,
      approximation,
      unit: unit ?? null,
      text: text ?? null,
      claimId: (claim && draft.claims?.find(({ key }) => key === claim)?.id) || null,
    })),
  snapshot: (rows) => rows.map(fieldsOf),
  toDraft: (rows) => rows.map(fieldsOf),
}

function fieldsOf({ eventId: _event, ordinal: _ordinal, claimId, ...quantity }: Row) {
  return { ...quantity, claim: publicId('claim', claimId) }
}
