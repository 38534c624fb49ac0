import { eventStorylines } from '../../database/tables/storyline.ts'
import { toId } from '../../database/values/ids.ts'
import { distinct, type EventPart } from './part.ts'

/** The storylines that an event belongs to. */
export const storylinesPart: EventPart<typeof eventStorylines.$inferInsert> = {
  name: 'storylines',
  table: eventStorylines,
  correctedWith: ['storylines'],
  onMerge: 'UNITE',
  rows: ({ draft, eventId, occurredSort, uuidOf }) =>
    distinct(
      draft.storylines?.map((storyline) => ({ eventId, storylineId: uuidOf('storyline', storyline), occurredSort })),
      ({ storylineId }) => storylineId,
    ),
  snapshot: (rows) => rows.map(({ storylineId }) => toId('storyline', storylineId)).toSorted(),
  toDraft: (rows) => rows.map(({ storylineId }) => toId('storyline', storylineId)),
}
