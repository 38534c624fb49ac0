import { sql } from 'drizzle-orm'
import { AS_OF, asOfView, asOfViews } from './as-of-view.ts'
import { claimAttributions, claims } from './claim.ts'
import { eventCodes } from './code.ts'
import { eventCountries } from './event-country.ts'
import { eventTexts } from './event-text.ts'
import { eventExternalIds, events } from './event.ts'
import { eventCodings } from './import.ts'
import { mentions } from './mention.ts'
import { participations } from './participation.ts'
import { quantities } from './quantity.ts'
import { eventRelations } from './relation.ts'
import { eventStorylines } from './storyline.ts'

/** The views of all tables that state something about an event. Those of the details are in `kinds/`. */
export const asOfEvents = asOfView(events)
export const asOfParticipations = asOfView(participations)
export const asOfRelations = asOfView(eventRelations)
export const asOfClaims = asOfView(claims)
export const asOfAttributions = asOfView(claimAttributions)
export const asOfQuantities = asOfView(quantities)
export const asOfCodes = asOfView(eventCodes)
export const asOfExternalIds = asOfView(eventExternalIds)
export const asOfStorylines = asOfView(eventStorylines)
export const asOfCodings = asOfView(eventCodings)
export const asOfMentions = asOfView(mentions)
export const asOfCountries = asOfView(eventCountries)
export const asOfTexts = asOfView(eventTexts)

export const asOfRevisions = asOfViews
  .view('revisions', {})
  .as(sql.raw(`select * from public.revisions where at <= ${AS_OF}`))
