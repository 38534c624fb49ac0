import { eventKind, inRoles } from '../kind.ts'
import { describeKind } from '../source-codes.ts'

export const phoneCall = eventKind('PHONE_CALL', 'PhoneCall', {
  description: describeKind('PHONE_CALL', 'A telephone call between two or more actors'),
  plural: 'phoneCalls',
  fields: (t, detail) => ({
    initiators: inRoles(t, ['INITIATOR'], 'The actors that called.'),
    recipients: inRoles(t, ['RECIPIENT'], 'The actors that were called.'),
    topics: t.stringList({
      description: 'The topics of the call; empty if not stated.',
      ...detail(({ topics }) => topics),
    }),
    durationMinutes: t.int({
      nullable: true,
      description: 'The duration in minutes; null if not stated.',
      ...detail(({ durationMinutes }) => durationMinutes),
    }),
  }),
})
