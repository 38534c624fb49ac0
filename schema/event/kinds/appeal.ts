import { eventKind, inRoles } from '../kind.ts'
import { describeKind } from '../source-codes.ts'

export const appeal = eventKind('APPEAL', 'Appeal', {
  description: `${describeKind('APPEAL', 'An actor asks another to do something')} A demand is another kind.`,
  plural: 'appeals',
  fields: (t, detail) => ({
    speakers: inRoles(t, ['SPEAKER', 'SPOKESPERSON'], 'The actors that ask, and their spokespersons.'),
    addressees: inRoles(t, ['ADDRESSEE'], 'The actors that are asked.'),
    requestedAction: t.string({
      nullable: true,
      description: 'The requested action; null if not stated.',
      ...detail(({ requestedAction }) => requestedAction),
    }),
  }),
})
