import { eventKind, inRoles } from '../kind.ts'

export const negotiation = eventKind('NEGOTIATION', 'Negotiation', {
  description: 'Talks between parties to come to terms (CAMEO 046).',
  plural: 'negotiations',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'Who negotiates.'),
    forum: inRoles(t, ['FORUM', 'MEDIATOR', 'CO_CHAIR'], 'Under whose roof, with whose help, and who presides.'),
    subject: t.string({
      nullable: true,
      description: 'What about, where known.',
      resolve: detail(({ subject }) => subject),
    }),
    outcome: t.string({
      nullable: true,
      description: 'What came of it, where known.',
      resolve: detail(({ outcome }) => outcome),
    }),
  }),
})
