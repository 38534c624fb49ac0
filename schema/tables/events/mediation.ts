import { text } from 'drizzle-orm/pg-core'
import { eventDetails } from '../event.ts'
import type { Role } from '../vocabulary.ts'

export const mediations = eventDetails('mediations', 'MEDIATION', { subject: text() })

export const mediationRoles = [
  'MEDIATOR',
  'PARTY',
  'FORUM',
  'CO_CHAIR',
  'HOST',
  'ON_BEHALF_OF',
] as const satisfies Role[]
