import { correctEvent } from '../../ingest/correct.ts'
import { dropNulls } from '../../ingest/format/drop-nulls.ts'
import type { InvalidReportError } from '../../ingest/format/problem.ts'
import { builder } from '../builder/builder.ts'
import { requireScope } from '../builder/require-scope.ts'
import { Polarity, Realis } from '../event/axes.ts'
import { eventLoader } from '../event/event.ts'
import { EventKind } from '../event/kinds.ts'
import { uuidOf } from '../relay/node.ts'
import { eventWritePayload, runEventWrite } from './event-payload.ts'
import { parseReason, type UserError } from './payload.ts'
import { correctableFields, ownFieldOf, ownFields, withDetails } from './report-input.ts'

/** What a client corrects. */
interface CorrectEvent extends Record<string, unknown> {
  event: string
  expectedVersion: number
  reason: string
  kind?: string | null
  summary?: string | null
  location?: object | null
}

const CorrectEventInput = builder.inputRef<CorrectEvent>('CorrectEventInput')
CorrectEventInput.implement({
  description: 'Which event is put right, in what, and why. What is left out stays.',
  fields: (t) =>
    ({
      event: t.id({ required: true, description: 'The id of the event.' }),
      expectedVersion: t.int({
        required: true,
        description: 'The version of the event that was seen; where it has another by now, nothing is done.',
      }),
      reason: t.string({ required: true, description: 'Why, for its history; at most 1000 characters.' }),
      kind: t.field({
        type: EventKind,
        description: 'What sort of thing it was: another kind has other fields, and the id stays.',
      }),
      title: t.string({ description: 'What happened, in a line.' }),
      summary: t.string({ description: 'What is known of it; null takes the summary away.' }),
      realis: t.field({ type: Realis, description: 'Whether it took place, is planned, is asked for or thought of.' }),
      polarity: t.field({ type: Polarity, description: 'Whether it happened, or is said not to have.' }),
      ...correctableFields(t),
      ...ownFields(t),
    }) as never,
})

const CorrectEventPayload = eventWritePayload('CorrectEventPayload', 'What became of a correction.', 'corrected')

builder.mutationField('correctEvent', (t) =>
  t.field({
    type: CorrectEventPayload,
    description:
      'Puts right what is said of an event: its kind, title, summary, time, place, realis, polarity, what only its kind has, who took part, who says what in which words, the numbers, the ties to others. How sure it is follows from its claims anew. What was said before stays in its history, and can be asked for by `asOf`. Needs a key with the scope `publish`.',
    args: { input: t.arg({ type: CorrectEventInput, required: true, description: 'Which event, in what, and why.' }) },
    resolve: async (_root, { input }, context) => {
      const { name: by } = requireScope(context, 'publish')
      const eventId = uuidOf('event', input.event)
      const reason = parseReason(input.reason)
      const { event: _event, expectedVersion, reason: _reason, ...fields } = input as CorrectEvent
      const kind = fields.kind ?? (await eventLoader(context).load(eventId))?.kind ?? ''
      const given = {
        ...withDetails(dropNulls(fields) as Record<string, unknown>, kind),
        ...(fields.summary === null && { summary: null }),
        ...(fields.location === null && { location: null }),
      }
      return runEventWrite(
        context,
        eventId,
        () => correctEvent(context.db, eventId, expectedVersion, given, { reason, by }),
        (refused) => ownFaultsOf(refused, kind),
      )
    },
  }),
)

/** Where in the input what is wrong with a correction stands: its `details` are in the field of the kind. */
function ownFaultsOf({ problems }: InvalidReportError, kind: string): UserError[] {
  return problems.map(({ path, message }) => {
    const own = path[0] === 'details' ? ownFieldOf(kind) : undefined
    return {
      code: 'BAD_USER_INPUT',
      path: (own === undefined ? path : [own, ...path.slice(1)]).map(String),
      message,
    }
  })
}
