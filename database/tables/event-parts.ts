import type { PgTable } from 'drizzle-orm/pg-core'
import { claimAttributions, claims } from './claim.ts'
import { eventCodes } from './code.ts'
import { eventCountries } from './event-country.ts'
import { TYPED_KINDS } from './event-kinds.ts'
import { eventTexts } from './event-text.ts'
import { eventExternalIds, events } from './event.ts'
import { eventCodings } from './import.ts'
import { mentions } from './mention.ts'
import { participations } from './participation.ts'
import { quantities } from './quantity.ts'
import { eventRelations } from './relation.ts'
import { eventStorylines } from './storyline.ts'

/**
 * Every table that says something of an event, the event's own first: together they are what it is. Whoever adds one
 * adds its view to `past`.
 */
export const EVENT_PARTS: readonly PgTable[] = [
  events,
  ...Object.values(TYPED_KINDS).map(({ details }) => details),
  participations,
  eventRelations,
  claims,
  claimAttributions,
  quantities,
  eventCodes,
  eventExternalIds,
  eventStorylines,
  eventCodings,
  mentions,
  eventCountries,
  eventTexts,
]
