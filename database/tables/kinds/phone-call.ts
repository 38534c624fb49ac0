import { integer, text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

export const phoneCalls = eventDetails('phone_calls', 'PHONE_CALL', {
  topics: text().array().notNull().default([]),
  durationMinutes: integer(),
})

export const asOfPhoneCalls = asOfView(phoneCalls)

export const phoneCallRoles = ['INITIATOR', 'RECIPIENT', 'PARTICIPANT', 'ON_BEHALF_OF'] as const satisfies Role[]
