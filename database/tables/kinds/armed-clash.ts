import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

/** The means of fighting in a clash. */
export const CLASH_MODES = ['OFFENSIVE', 'FIREARMS', 'ARTILLERY', 'AERIAL', 'DRONE'] as const

/** UCDP's three types of organized violence. */
export const VIOLENCE_TYPES = ['STATE_BASED', 'NON_STATE', 'ONE_SIDED'] as const

export const armedClashes = eventDetails('armed_clashes', 'ARMED_CLASH', {
  modes: text({ enum: CLASH_MODES }).array().notNull().default([]),
  violenceType: text({ enum: VIOLENCE_TYPES }),
})

export const asOfArmedClashes = asOfView(armedClashes)

export const armedClashRoles = ['BELLIGERENT', 'INITIATOR', 'PERPETRATOR', 'TARGET', 'VICTIM'] as const satisfies Role[]
