import { withWriteLock } from '../../database/sql/write-lock.ts'
import { assertVersions } from '../../ingest/history/expect-version.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { retractEvents } from '../../ingest/retract.ts'
import { builder } from '../builder/builder.ts'
import { requireScope } from '../builder/require-scope.ts'
import { uuidOf } from '../relay/node.ts'
import { eventWritePayload, runEventWrite } from './event-payload.ts'
import { parseReason } from './payload.ts'

const RetractEventInput = builder.inputType('RetractEventInput', {
  description: 'Which event is taken back, and why.',
  fields: (t) => ({
    event: t.id({ required: true, description: 'The id of the event.' }),
    expectedVersion: t.int({
      required: true,
      description: 'The version of the event that was seen; where it has another by now, nothing is done.',
    }),
    reason: t.string({ required: true, description: 'Why, for its history; at most 1000 characters.' }),
  }),
})

const RetractEventPayload = eventWritePayload('RetractEventPayload', 'What became of a retraction.', 'RETRACTED')

builder.mutationField('retractEvent', (t) =>
  t.field({
    type: RetractEventPayload,
    description:
      'Takes an event back: it stays, its id keeps resolving, and it says RETRACTED; lists leave it out unless asked for it. Needs a key with the scope `publish`.',
    args: { input: t.arg({ type: RetractEventInput, required: true, description: 'Which event, and why.' }) },
    resolve: async (_root, { input }, context) => {
      const { name: by } = requireScope(context, 'publish')
      const eventId = uuidOf('event', input.event)
      const reason = parseReason(input.reason)
      return runEventWrite(context, eventId, () =>
        withWriteLock(context.db, async (tx) => {
          await assertVersions(tx, [{ id: eventId, expectedVersion: input.expectedVersion }])
          await appendRevisions(tx, await retractEvents(tx, [eventId], { reason, by }))
        }),
      )
    },
  }),
)
