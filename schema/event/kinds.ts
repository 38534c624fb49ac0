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

/** The catalogue of the typed kinds. */
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
  DEMAND: 'An actor demands something of another (CAMEO 10x).',
  ACCUSATION: 'An actor blames or accuses another (CAMEO 11x).',
  REJECTION: 'An actor rejects or refuses something (CAMEO 12x).',
  THREAT: 'An actor threatens another (CAMEO 13x).',
  PROTEST: 'People protest (CAMEO 14x).',
  FORCE_POSTURE: 'Forces are shown, moved or put on alert (CAMEO 15x).',
  SANCTION: 'Relations are cut or sanctions imposed (CAMEO 16x).',
  COERCION: 'An actor coerces, arrests or represses another (CAMEO 17x).',
  ATTACK: 'An attack outside a fight between armed sides (CAMEO 18x; UCDP type 3).',
  MASS_VIOLENCE: 'Unconventional mass violence (CAMEO 20x).',
  WITHDRAWAL: 'Forces are withdrawn, or something is yielded (CAMEO 08x).',
  RELEASE: 'People or property are released (CAMEO 084).',
  COOPERATION: 'Actors cooperate materially (CAMEO 06x).',
  AID: 'Aid is given (CAMEO 07x).',
  DIPLOMATIC_ACT: 'A diplomatic act that no other kind covers (CAMEO 05x).',
  INVESTIGATION: 'Something is investigated (CAMEO 09x).',
  OTHER: 'Anything else.',
}

export const EventKind = builder.enumType('EventKind', {
  description:
    'The kind of an event. A typed kind has an object type with its own fields; events of the other kinds are GenericEvents.',
  values: Object.fromEntries([
    ...typedKinds.map(({ kind, description }) => [kind, { description }]),
    ...Object.entries(GENERIC).map(([kind, description]) => [kind, { description }]),
  ]) as Record<EventKindName, { description: string }>,
})

// A check constraint allows only these kinds in the column.
builder.interfaceField(Event, 'kind', (t) =>
  t.field({
    type: EventKind,
    description: 'The kind of the event.',
    resolve: ({ kind }) => kind as EventKindName,
  }),
)

const GenericEvent = builder.objectRef<EventRow>('GenericEvent').implement({
  description: 'An event of a kind without its own fields.',
  interfaces: [Node, Event],
})
for (const kind of GENERIC_KINDS) typeNames.set(kind, 'GenericEvent')
registerEntity(GenericEvent, 'event', eventLoader, ({ kind }) => kind in GENERIC)
