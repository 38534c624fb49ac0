import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

export const negotiations = eventDetails('negotiations', 'NEGOTIATION', { subject: text(), outcome: text() })

export const asOfNegotiations = asOfView(negotiations)

export const negotiationRoles = [
  'PARTY',
  'MEDIATOR',
  'FORUM',
  'CO_CHAIR',
  'HOST',
  'ON_BEHALF_OF',
] as const satisfies Role[]
