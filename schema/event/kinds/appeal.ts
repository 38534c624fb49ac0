import { eventKind, inRoles } from '../kind.ts'

export const appeal = eventKind('APPEAL', 'Appeal', {
  description: 'Somebody asks somebody to do something (CAMEO 02x); a demand (10x) is another kind.',
  plural: 'appeals',
  fields: (t, detail) => ({
    speakers: inRoles(t, ['SPEAKER', 'SPOKESPERSON'], 'Who asks, and who utters it for them.'),
    addressees: inRoles(t, ['ADDRESSEE'], 'Who is asked.'),
    requestedAction: t.string({
      nullable: true,
      description: 'What is asked for, where known.',
      resolve: detail(({ requestedAction }) => requestedAction),
    }),
  }),
})
