import { assertVersions } from '../../ingest/history/expect-version.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { retractEvents } from '../../ingest/retract.ts'
import { builder } from '../builder/builder.ts'
import { callerOf } from '../builder/require-scope.ts'
import { uuidOf } from '../relay/node.ts'
import { expectedVersionField, reasonField } from './change-input.ts'
import { eventWritePayload, runEventWrite } from './event-payload.ts'
import { changeWithRights } from './event-rights.ts'
import { parseReason } from './reason.ts'

const RetractEventInput = builder.inputType('RetractEventInput', {
  description: 'The event to retract, and the reason.',
  fields: (t) => ({
    event: t.id({ required: true, description: 'The id of the event.' }),
    expectedVersion: expectedVersionField(t, 'event'),
    reason: reasonField(t, 'the history of the event'),
  }),
})

const RetractEventPayload = eventWritePayload(
  'RetractEventPayload',
  'The result of retractEvent.',
  'after the retraction',
)

builder.mutationField('retractEvent', (t) =>
  t.field({
    type: RetractEventPayload,
    scope: 'correct',
    description:
      'Retracts an event: its certainty becomes RETRACTED. The event stays stored and its id keeps resolving; lists omit it unless the filter names `certainty`. `reinstateEvent` undoes it. Requires the scope `correct` for the dataset of the event.',
    args: { input: t.arg({ type: RetractEventInput, required: true, description: 'The event, and the reason.' }) },
    resolve: async (_root, { input }, context) => {
      const { id: by } = callerOf(context)
      const eventId = uuidOf('event', input.event)
      const reason = parseReason(input.reason)
      return runEventWrite(context, eventId, () =>
        changeWithRights(context, 'correct', eventId, async (tx) => {
          await assertVersions(tx, [{ id: eventId, expectedVersion: input.expectedVersion }])
          await appendRevisions(tx, await retractEvents(tx, [eventId], { reason, by }))
        }),
      )
    },
  }),
)
