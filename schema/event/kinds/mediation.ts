import { eventKind, inRoles } from '../kind.ts'

export const mediation = eventKind('MEDIATION', 'Mediation', {
  description: 'A third party tries to bring others to terms (CAMEO 045).',
  plural: 'mediations',
  fields: (t, detail) => ({
    mediators: inRoles(t, ['MEDIATOR'], 'Who mediates.'),
    parties: inRoles(t, ['PARTY'], 'Between whom.'),
    subject: t.string({
      nullable: true,
      description: 'What about, where known.',
      resolve: detail(({ subject }) => subject),
    }),
  }),
})
