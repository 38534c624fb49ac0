import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { Event, eventLoader } from '../event/event.ts'
import { WriteError, runWrite, type UserError } from './payload.ts'

/** What became of a change of one event. */
export interface EventWriteResult {
  eventId?: string
  errors: UserError[]
}

/**
 * The payload of a mutation that changes one event.
 * @param name its type
 * @param description what became of what
 * @param done what the event is afterwards
 */
export function eventWritePayload(name: string, description: string, done: string) {
  return builder.objectRef<EventWriteResult>(name).implement({
    description,
    fields: (t) => ({
      event: t.field({
        type: Event,
        nullable: true,
        description: `The event, ${done}; null where nothing was done.`,
        resolve: ({ eventId }, _args, context) => (eventId === undefined ? null : eventLoader(context).load(eventId)),
      }),
      errors: t.field({
        type: [WriteError],
        description: 'Everything for which nothing was done; none where it was.',
        resolve: ({ errors }) => errors,
      }),
    }),
  })
}

/**
 * Changes an event, and tells what became of it.
 * @param context of the request
 * @param eventId the event's UUID
 * @param write see `writing`
 */
export async function runEventWrite(
  context: Context,
  eventId: string,
  ...write: Parameters<typeof runWrite> extends [Context, ...infer Rest] ? Rest : never
): Promise<EventWriteResult> {
  const errors = await runWrite(context, ...write)
  return errors.length === 0 ? { eventId, errors } : { errors }
}
