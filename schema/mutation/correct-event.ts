import { correctEvent } from '../../ingest/correct.ts'
import type { InvalidReportError } from '../../ingest/format/problem.ts'
import { builder } from '../builder/builder.ts'
import { callerOf } from '../builder/require-scope.ts'
import { eventLoader } from '../event/event.ts'
import { uuidOf } from '../relay/node.ts'
import { CorrectEventInput } from './correction-input.ts'
import { eventWritePayload, runEventWrite } from './event-payload.ts'
import { changeWithRights } from './event-rights.ts'
import { type UserError } from './payload.ts'
import { parseReason } from './reason.ts'
import { detailFieldOf, withDetails } from './report-input.ts'

const CorrectEventPayload = eventWritePayload(
  'CorrectEventPayload',
  'The result of correctEvent.',
  'after the correction',
)

builder.mutationField('correctEvent', (t) =>
  t.field({
    type: CorrectEventPayload,
    scope: 'correct',
    description:
      'Corrects an event: its kind, title, summary, time, location, realis, polarity, the fields of its kind, its participations, claims, quantities, relations, codes, external ids and storylines. Its certainty is recomputed from its claims. The earlier values stay in its history and are readable with `asOf`. Requires the scope `correct` for the dataset of the event.',
    args: {
      input: t.arg({
        type: CorrectEventInput,
        required: true,
        description: 'The event, the new values, and the reason.',
      }),
    },
    resolve: async (_root, { input }, context) => {
      const { id: by } = callerOf(context)
      const eventId = uuidOf('event', input.event)
      const reason = parseReason(input.reason)
      const { event: _event, expectedVersion, reason: _reason, text, ...fields } = input
      const kind = fields.kind ?? (await eventLoader(context).load(eventId))?.kind ?? ''
      const correction = {
        ...withDetails(fields, kind),
        ...(fields.summary === null && { summary: null }),
        ...(fields.location === null && { location: null }),
      }
      return runEventWrite(
        context,
        eventId,
        () =>
          changeWithRights(context, 'correct', eventId, (tx) =>
            correctEvent(tx, eventId, expectedVersion, correction, { reason, by, text: text ?? undefined }),
          ),
        (error) => userErrorsOf(error, kind),
      )
    },
  }),
)

/** Maps paths in the correction to paths in the input, where `details` is the field of the event's kind. */
function userErrorsOf({ problems }: InvalidReportError, kind: string): UserError[] {
  return problems.map(({ path, message }) => {
    const detailField = path[0] === 'details' ? detailFieldOf(kind) : undefined
    return {
      code: 'BAD_USER_INPUT',
      path: (detailField === undefined ? path : [detailField, ...path.slice(1)]).map(String),
      message,
    }
  })
}
