import { text } from 'drizzle-orm/pg-core'
import { asOfView } from '../as-of-view.ts'
import type { Role } from '../enums.ts'
import { eventDetails } from '../event.ts'

/** The speech acts of a statement (CAMEO 01, 051-053, 055, 056). */
export const SPEECH_ACTS = ['SAY', 'CONCERN', 'DENY', 'CONFIRM', 'PRAISE'] as const

export const statements = eventDetails('statements', 'STATEMENT', {
  speechAct: text({ enum: SPEECH_ACTS }),
  channel: text(),
})

export const asOfStatements = asOfView(statements)

export const statementRoles = [
  'SPEAKER',
  'SPOKESPERSON',
  'ON_BEHALF_OF',
  'ADDRESSEE',
  'TARGET',
  'BENEFICIARY',
  'FORUM',
] as const satisfies Role[]
