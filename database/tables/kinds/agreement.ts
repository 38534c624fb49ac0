import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

export const AGREEMENT_STAGES = ['INTENT', 'AGREED', 'SIGNED', 'RATIFIED'] as const

export const agreements = eventDetails('agreements', 'AGREEMENT', { stage: text({ enum: AGREEMENT_STAGES }) })

export const asOfAgreements = asOfView(agreements)

export const agreementRoles = [
  'PARTY',
  'MEDIATOR',
  'FORUM',
  'HOST',
  'BENEFICIARY',
  'ON_BEHALF_OF',
] as const satisfies Role[]
