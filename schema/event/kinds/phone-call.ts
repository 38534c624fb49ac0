import { eventKind, inRoles } from '../kind.ts'

export const phoneCall = eventKind('PHONE_CALL', 'PhoneCall', {
  description: 'A telephone call between two or more (CAMEO 041).',
  plural: 'phoneCalls',
  fields: (t, detail) => ({
    initiators: inRoles(t, ['INITIATOR'], 'Who called.'),
    recipients: inRoles(t, ['RECIPIENT'], 'Who was called.'),
    topics: t.stringList({ description: 'What was spoken about.', resolve: detail(({ topics }) => topics) }),
    durationMinutes: t.int({
      nullable: true,
      description: 'How long it lasted, in minutes, where known.',
      resolve: detail(({ durationMinutes }) => durationMinutes),
    }),
  }),
})
