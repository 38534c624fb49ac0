import { reinstateEvent } from '../../ingest/reinstate.ts'
import { builder } from '../builder/builder.ts'
import { callerOf } from '../builder/require-scope.ts'
import { uuidOf } from '../relay/node.ts'
import { expectedVersionField, reasonField } from './change-input.ts'
import { eventWritePayload, runEventWrite } from './event-payload.ts'
import { changeWithRights } from './event-rights.ts'
import { parseReason } from './reason.ts'

const ReinstateEventInput = builder.inputType('ReinstateEventInput', {
  description: 'The retracted event to reinstate, and the reason.',
  fields: (t) => ({
    event: t.id({ required: true, description: 'The id of the event.' }),
    expectedVersion: expectedVersionField(t, 'event'),
    reason: reasonField(t, 'the history of the event'),
  }),
})

const ReinstateEventPayload = eventWritePayload(
  'ReinstateEventPayload',
  'The result of reinstateEvent.',
  'that stands again',
)

builder.mutationField('reinstateEvent', (t) =>
  t.field({
    type: ReinstateEventPayload,
    scope: 'correct',
    description:
      'Undoes a retraction: the event stands again as the version before it, and lists show it again. An event that was merged is not reinstated but split: see `splitEvent`. Requires the scope `correct` for the dataset of the event.',
    args: { input: t.arg({ type: ReinstateEventInput, required: true, description: 'The event, and the reason.' }) },
    resolve: (_root, { input }, context) => {
      const { id: by } = callerOf(context)
      const eventId = uuidOf('event', input.event)
      const reason = parseReason(input.reason)
      return runEventWrite(context, eventId, () =>
        changeWithRights(context, 'correct', eventId, (tx) =>
          reinstateEvent(tx, eventId, input.expectedVersion, { reason, by }),
        ),
      )
    },
  }),
)
