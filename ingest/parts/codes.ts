import { eventCodes } from '../../database/tables/code.ts'
import { distinct, type EventPart } from './part.ts'

/** The codes of an event. Their labels are in a table that all events share. */
export const codesPart: EventPart<typeof eventCodes.$inferInsert> = {
  name: 'codes',
  table: eventCodes,
  correctedWith: ['codes'],
  onMerge: 'UNITE',
  isAddedByEveryRow: true,
  rows: ({ draft, eventId }) =>
    distinct(
      draft.codes?.map(({ scheme, code }) => ({ eventId, scheme, code })),
      ({ scheme, code }) => `${scheme} ${code}`,
    ),
  snapshot: (rows) => rows.map(({ scheme, code }) => `${scheme} ${code}`).toSorted(),
  toDraft: (rows) => rows.map(({ scheme, code }) => ({ scheme, code })),
}
