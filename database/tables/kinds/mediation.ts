import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

export const mediations = eventDetails('mediations', 'MEDIATION', { subject: text() })

export const asOfMediations = asOfView(mediations)

export const mediationRoles = [
  'MEDIATOR',
  'PARTY',
  'FORUM',
  'CO_CHAIR',
  'HOST',
  'ON_BEHALF_OF',
] as const satisfies Role[]
