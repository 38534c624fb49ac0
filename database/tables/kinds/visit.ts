import { integer, text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

/** The diplomatic ranks of a visit. */
export const VISIT_KINDS = ['STATE', 'OFFICIAL', 'WORKING', 'PRIVATE'] as const

export const visits = eventDetails('visits', 'VISIT', {
  visitKind: text({ enum: VISIT_KINDS }),
  durationDays: integer(),
})

export const asOfVisits = asOfView(visits)

export const visitRoles = ['VISITOR', 'HOST', 'PARTICIPANT', 'ON_BEHALF_OF'] as const satisfies Role[]
