import { GENERIC_KINDS, type EventKindName } from '../../database/tables/event-kinds.ts'
import type { EventRow } from '../../database/tables/event.ts'
import { builder } from '../builder/builder.ts'
import { registerEntity } from '../relay/federation.ts'
import { Node } from '../relay/node.ts'
import { Event, eventLoader, typeNames } from './event.ts'
import { agreement } from './kinds/agreement.ts'
import { appeal } from './kinds/appeal.ts'
import { armedClash } from './kinds/armed-clash.ts'
import { ceasefire } from './kinds/ceasefire.ts'
import { exercise } from './kinds/exercise.ts'
import { mediation } from './kinds/mediation.ts'
import { meeting } from './kinds/meeting.ts'
import { negotiation } from './kinds/negotiation.ts'
import { phoneCall } from './kinds/phone-call.ts'
import { statement } from './kinds/statement.ts'
import { visit } from './kinds/visit.ts'

/** The catalogue of the kinds with a type of their own. */
export const typedKinds = [
  agreement,
  appeal,
  armedClash,
  ceasefire,
  exercise,
  mediation,
  meeting,
  negotiation,
  phoneCall,
  statement,
  visit,
] as const

const GENERIC: Record<(typeof GENERIC_KINDS)[number], string> = {
  DEMAND: 'Somebody demands something of somebody (CAMEO 10x).',
  ACCUSATION: 'Somebody blames or accuses somebody (CAMEO 11x).',
  REJECTION: 'Somebody rejects or refuses something (CAMEO 12x).',
  THREAT: 'Somebody threatens somebody (CAMEO 13x).',
  PROTEST: 'People protest (CAMEO 14x).',
  FORCE_POSTURE: 'Forces are shown, moved or put on alert (CAMEO 15x).',
  SANCTION: 'Relations are cut or sanctions imposed (CAMEO 16x).',
  COERCION: 'Somebody is coerced, arrested or repressed (CAMEO 17x).',
  ATTACK: 'An attack outside a fight between armed sides (CAMEO 18x; UCDP type 3).',
  MASS_VIOLENCE: 'Unconventional mass violence (CAMEO 20x).',
  WITHDRAWAL: 'Forces are withdrawn, or something is yielded (CAMEO 08x).',
  RELEASE: 'People or property are released (CAMEO 084).',
  COOPERATION: 'Sides cooperate in substance (CAMEO 06x).',
  AID: 'Aid is given (CAMEO 07x).',
  DIPLOMATIC_ACT: 'An act of diplomacy of no kind of its own (CAMEO 05x).',
  INVESTIGATION: 'Something is investigated (CAMEO 09x).',
  OTHER: 'Anything else.',
}

/** Every kind of event there is. */
export const EventKind = builder.enumType('EventKind', {
  description: 'What sort of thing happened. A kind with fields of its own is a type; the others are a GenericEvent.',
  values: Object.fromEntries([
    ...typedKinds.map(({ kind, description }) => [kind, { description }]),
    ...Object.entries(GENERIC).map(([kind, description]) => [kind, { description }]),
  ]) as Record<EventKindName, { description: string }>,
})

// The database holds an event of a kind with details to that kind's table, and no other word reaches the column.
builder.interfaceField(Event, 'kind', (t) =>
  t.field({
    type: EventKind,
    description: 'What sort of thing happened.',
    resolve: ({ kind }) => kind as EventKindName,
  }),
)

const GenericEvent = builder.objectRef<EventRow>('GenericEvent').implement({
  description: 'An event of a kind without fields of its own.',
  interfaces: [Node, Event],
})
for (const kind of GENERIC_KINDS) typeNames.set(kind, 'GenericEvent')
registerEntity(GenericEvent, 'event', eventLoader, ({ kind }) => kind in GENERIC)
