import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

export const appeals = eventDetails('appeals', 'APPEAL', { requestedAction: text() })

export const asOfAppeals = asOfView(appeals)

export const appealRoles = [
  'SPEAKER',
  'SPOKESPERSON',
  'ON_BEHALF_OF',
  'ADDRESSEE',
  'BENEFICIARY',
  'TARGET',
  'FORUM',
] as const satisfies Role[]
