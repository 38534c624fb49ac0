import { eventExternalIds } from '../../database/tables/event.ts'
import { distinct, type EventPart } from './part.ts'

/** The ids of an event in other databases. */
export const externalIdsPart: EventPart<typeof eventExternalIds.$inferInsert> = {
  name: 'externalIds',
  table: eventExternalIds,
  correctedWith: ['externalIds'],
  onMerge: 'UNITE',
  isAddedByEveryRow: true,
  rows: ({ draft, eventId }) =>
    distinct(
      draft.externalIds?.map(({ scheme, value }) => ({ eventId, scheme, value })),
      ({ scheme, value }) => `${scheme} ${value}`,
    ),
  snapshot: (rows) => rows.map(({ scheme, value }) => `${scheme} ${value}`).toSorted(),
  toDraft: (rows) => rows.map(({ scheme, value }) => ({ scheme, value })),
}
