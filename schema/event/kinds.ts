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
import { describeKind } from './source-codes.ts'

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
  DEMAND: 'An actor demands something of another',
  ACCUSATION: 'An actor blames or accuses another',
  REJECTION: 'An actor rejects or refuses something',
  THREAT: 'An actor threatens another',
  PROTEST: 'People protest',
  FORCE_POSTURE: 'Forces are shown, moved or put on alert',
  SANCTION: 'Relations are reduced, people expelled or sanctions imposed',
  COERCION: 'An actor coerces, arrests or represses another, blocks its way or occupies its territory',
  ATTACK: 'An attack outside a fight between armed sides',
  MASS_VIOLENCE: 'Unconventional mass violence',
  WITHDRAWAL: 'Forces are withdrawn or disarmed',
  RELEASE: 'People or property are released',
  COOPERATION: 'Actors cooperate materially, or one allows others in',
  AID: 'Aid is given',
  DIPLOMATIC_ACT: 'A diplomatic act that no other kind covers',
  INVESTIGATION: 'Something is investigated',
  OTHER: 'Anything else, and codes that CAMEO does not have',
}

export const EventKind = builder.enumType('EventKind', {
  description:
    'The kind of an event. A typed kind has an object type with its own fields; events of the other kinds are GenericEvents.',
  values: Object.fromEntries([
    ...typedKinds.map(({ kind, description }) => [kind, { description }]),
    ...GENERIC_KINDS.map((kind) => [kind, { description: describeKind(kind, GENERIC[kind]) }]),
  ]) as Record<EventKindName, { description: string }>,
})

// A check constraint allows only these kinds in the column.
builder.interfaceField(Event, 'kind', (t) =>
  t.field({
    type: EventKind,
    description: 'The kind of the event.',
    reads: ['kind'],
    resolve: ({ kind }) => kind as EventKindName,
  }),
)

const GenericEvent = builder.objectRef<EventRow>('GenericEvent').implement({
  description: 'An event of a kind without its own fields.',
  interfaces: [Node, Event],
})
for (const kind of GENERIC_KINDS) typeNames.set(kind, 'GenericEvent')
registerEntity(GenericEvent, 'event', eventLoader, ({ kind }) => kind in GENERIC)
