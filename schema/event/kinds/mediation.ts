import { eventKind, inRoles } from '../kind.ts'
import { describeKind } from '../source-codes.ts'

export const mediation = eventKind('MEDIATION', 'Mediation', {
  description: describeKind('MEDIATION', 'A third party mediates between others'),
  plural: 'mediations',
  fields: (t, detail) => ({
    mediators: inRoles(t, ['MEDIATOR'], 'The mediators.'),
    parties: inRoles(t, ['PARTY'], 'The parties between which they mediate.'),
    subject: t.string({
      nullable: true,
      description: 'The subject; null if not stated.',
      ...detail(({ subject }) => subject),
    }),
  }),
})
