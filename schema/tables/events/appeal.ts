import { text } from 'drizzle-orm/pg-core'
import { eventDetails } from '../event.ts'
import type { Role } from '../vocabulary.ts'

export const appeals = eventDetails('appeals', 'APPEAL', { requestedAction: text() })

export const appealRoles = [
  'SPEAKER',
  'SPOKESPERSON',
  'ON_BEHALF_OF',
  'ADDRESSEE',
  'BENEFICIARY',
  'TARGET',
  'FORUM',
] as const satisfies Role[]
