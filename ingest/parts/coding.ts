import { eventCodings } from '../../database/tables/import.ts'
import type { EventPart } from './part.ts'

declare module './part.ts' {
  interface PartsDraft {
    coding?: Omit<typeof eventCodings.$inferInsert, 'eventId'> | undefined
  }
}

/** The machine coding of an event, which only feeds state: at most one row. */
export const codingPart: EventPart<typeof eventCodings.$inferInsert> = {
  name: 'coding',
  table: eventCodings,
  correctedWith: [],
  onMerge: 'UNITE',
  rows: ({ draft, eventId }) => (draft.coding ? [{ eventId, ...draft.coding }] : []),
  snapshot: ([row]) => row ?? null,
}
