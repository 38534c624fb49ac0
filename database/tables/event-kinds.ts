import { ROLES, type Role } from './enums.ts'
import type { EventDetails } from './event.ts'
import { agreementRoles, agreements } from './kinds/agreement.ts'
import { appealRoles, appeals } from './kinds/appeal.ts'
import { armedClashes, armedClashRoles } from './kinds/armed-clash.ts'
import { ceasefireRoles, ceasefires } from './kinds/ceasefire.ts'
import { exerciseRoles, exercises } from './kinds/exercise.ts'
import { mediationRoles, mediations } from './kinds/mediation.ts'
import { meetingRoles, meetings } from './kinds/meeting.ts'
import { negotiationRoles, negotiations } from './kinds/negotiation.ts'
import { phoneCallRoles, phoneCalls } from './kinds/phone-call.ts'
import { statementRoles, statements } from './kinds/statement.ts'
import { visitRoles, visits } from './kinds/visit.ts'

/** A kind of event with columns of its own: its details table and the roles that its participants can have. */
export interface TypedKind {
  details: EventDetails
  roles: readonly Role[]
}

/** The catalogue of the kinds that have a details table. */
export const TYPED_KINDS = {
  AGREEMENT: { details: agreements, roles: agreementRoles },
  APPEAL: { details: appeals, roles: appealRoles },
  ARMED_CLASH: { details: armedClashes, roles: armedClashRoles },
  CEASEFIRE: { details: ceasefires, roles: ceasefireRoles },
  EXERCISE: { details: exercises, roles: exerciseRoles },
  MEDIATION: { details: mediations, roles: mediationRoles },
  MEETING: { details: meetings, roles: meetingRoles },
  NEGOTIATION: { details: negotiations, roles: negotiationRoles },
  PHONE_CALL: { details: phoneCalls, roles: phoneCallRoles },
  STATEMENT: { details: statements, roles: statementRoles },
  VISIT: { details: visits, roles: visitRoles },
} as const satisfies Record<string, TypedKind>

/** The kinds without columns of their own: each is a `GenericEvent` and allows every role. */
export const GENERIC_KINDS = [
  'DEMAND',
  'ACCUSATION',
  'REJECTION',
  'THREAT',
  'PROTEST',
  'FORCE_POSTURE',
  'SANCTION',
  'COERCION',
  'ATTACK',
  'MASS_VIOLENCE',
  'WITHDRAWAL',
  'RELEASE',
  'COOPERATION',
  'AID',
  'DIPLOMATIC_ACT',
  'INVESTIGATION',
  'OTHER',
] as const

export type TypedKindName = keyof typeof TYPED_KINDS
export type EventKindName = TypedKindName | (typeof GENERIC_KINDS)[number]

export const EVENT_KINDS = [...(Object.keys(TYPED_KINDS) as TypedKindName[]), ...GENERIC_KINDS] as const

/**
 * The roles that participants of an event can have.
 * @returns the roles of a typed kind with SOURCE and OTHER, which every event allows; all roles for a generic kind
 */
export function rolesOf(kind: EventKindName): readonly Role[] {
  return kind in TYPED_KINDS ? [...TYPED_KINDS[kind as TypedKindName].roles, 'SOURCE', 'OTHER'] : ROLES
}
