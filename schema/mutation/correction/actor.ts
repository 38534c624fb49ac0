import { ACTOR_CORRECTION } from '../../../ingest/correction/actor.ts'
import { Actor, ActorKind, actorLoader } from '../../entity/actor.ts'
import { listField } from './list-input.ts'
import { declareCorrection } from './payload.ts'

declareCorrection({
  concept: 'actor',
  type: Actor,
  loader: actorLoader,
  rules: ACTOR_CORRECTION,
  description:
    'an actor: its kind, name, description, country, other names, external ids, memberships and tenures. Reports no longer match the actor by a name that was corrected, unless the name is added to `names`.',
  fields: (t) => ({
    kind: t.field({ type: ActorKind, description: 'The kind of the actor. Only a PERSON has tenures.' }),
    name: t.string({ description: 'The main name.' }),
    description: t.string({ description: 'A short description; null removes it.' }),
    country: t.id({ description: 'The id of the place that is its country; null removes it.' }),
    names: listField(t, 'names'),
    externalIds: listField(t, 'externalIds'),
    memberships: listField(t, 'memberships'),
    tenures: listField(t, 'tenures'),
  }),
})
