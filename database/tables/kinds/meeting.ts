import { text } from 'drizzle-orm/pg-core'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

/** Who meets: two sides, several, or on the ground of a third. */
export const MEETING_FORMATS = ['BILATERAL', 'MULTILATERAL', 'THIRD_PARTY'] as const

export const meetings = eventDetails('meetings', 'MEETING', {
  format: text({ enum: MEETING_FORMATS }),
  venue: text(),
})

export const meetingRoles = [
  'PARTICIPANT',
  'HOST',
  'ORGANISER',
  'MEDIATOR',
  'FORUM',
  'ON_BEHALF_OF',
] as const satisfies Role[]
