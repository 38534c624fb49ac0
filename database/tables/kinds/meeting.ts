import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

/** The formats of a meeting: two parties, several, or in the territory of a third party. */
export const MEETING_FORMATS = ['BILATERAL', 'MULTILATERAL', 'THIRD_PARTY'] as const

export const meetings = eventDetails('meetings', 'MEETING', {
  format: text({ enum: MEETING_FORMATS }),
  venue: text(),
})

export const asOfMeetings = asOfView(meetings)

export const meetingRoles = [
  'PARTICIPANT',
  'HOST',
  'ORGANISER',
  'MEDIATOR',
  'FORUM',
  'ON_BEHALF_OF',
] as const satisfies Role[]
