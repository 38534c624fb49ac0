import { eventKind, inRoles } from '../kind.ts'

export const phoneCall = eventKind('PHONE_CALL', 'PhoneCall', {
  description: 'A telephone call between two or more actors (CAMEO 041).',
  plural: 'phoneCalls',
  fields: (t, detail) => ({
    initiators: inRoles(t, ['INITIATOR'], 'The actors that called.'),
    recipients: inRoles(t, ['RECIPIENT'], 'The actors that were called.'),
    topics: t.stringList({
      description: 'The topics of the call; empty if not stated.',
      resolve: detail(({ topics }) => topics),
    }),
    durationMinutes: t.int({
      nullable: true,
      description: 'The duration in minutes; null if not stated.',
      resolve: detail(({ durationMinutes }) => durationMinutes),
    }),
  }),
})
