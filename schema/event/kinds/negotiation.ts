import { eventKind, inRoles } from '../kind.ts'
import { describeKind } from '../source-codes.ts'

export const negotiation = eventKind('NEGOTIATION', 'Negotiation', {
  description: describeKind('NEGOTIATION', 'Talks between parties to reach an agreement'),
  plural: 'negotiations',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'The parties that negotiate.'),
    forum: inRoles(t, ['FORUM', 'MEDIATOR', 'CO_CHAIR'], 'The forum, its mediators and its co-chairs.'),
    subject: t.string({
      nullable: true,
      description: 'The subject; null if not stated.',
      ...detail(({ subject }) => subject),
    }),
    outcome: t.string({
      nullable: true,
      description: 'The outcome; null if not stated.',
      ...detail(({ outcome }) => outcome),
    }),
  }),
})
