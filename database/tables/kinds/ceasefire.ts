import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import { moment } from '../columns.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

export const CEASEFIRE_PHASES = ['PROPOSED', 'DECLARED', 'AGREED', 'IN_EFFECT', 'VIOLATED', 'ENDED'] as const

export const ceasefires = eventDetails('ceasefires', 'CEASEFIRE', {
  phase: text({ enum: CEASEFIRE_PHASES }),
  scope: text(),
  effectiveFrom: moment(),
  effectiveUntil: moment(),
})

export const asOfCeasefires = asOfView(ceasefires)

export const ceasefireRoles = ['PARTY', 'MEDIATOR', 'FORUM', 'BENEFICIARY', 'ON_BEHALF_OF'] as const satisfies Role[]
