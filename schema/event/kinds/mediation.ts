import { eventKind, inRoles } from '../kind.ts'

export const mediation = eventKind('MEDIATION', 'Mediation', {
  description: 'A third party mediates between others (CAMEO 045).',
  plural: 'mediations',
  fields: (t, detail) => ({
    mediators: inRoles(t, ['MEDIATOR'], 'The mediators.'),
    parties: inRoles(t, ['PARTY'], 'The parties between which they mediate.'),
    subject: t.string({
      nullable: true,
      description: 'The subject; null if not stated.',
      resolve: detail(({ subject }) => subject),
    }),
  }),
})
