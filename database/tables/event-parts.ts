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
 * All tables with the data of an event, `events` first. Each of them needs a view in `as-of-views.ts`.
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
