import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { Event, eventLoader } from '../event/event.ts'
import { WriteError, writing, type WriteFault } from './payload.ts'

/** What became of a change of one event. */
export interface EventWrite {
  eventId?: string
  errors: WriteFault[]
}

/**
 * The payload of a mutation that changes one event.
 * @param name its type
 * @param description what became of what
 * @param done what the event is afterwards
 */
export const eventWritePayload = (name: string, description: string, done: string) =>
  builder.objectRef<EventWrite>(name).implement({
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

/**
 * Changes an event, and tells what became of it.
 * @param context of the request
 * @param eventId the event's UUID
 * @param write see `writing`
 */
export const writeEvent = async (
  context: Context,
  eventId: string,
  ...write: Parameters<typeof writing> extends [Context, ...infer Rest] ? Rest : never
): Promise<EventWrite> => {
  const errors = await writing(context, ...write)
  return errors.length === 0 ? { eventId, errors } : { errors }
}
