import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { Event, eventLoader } from '../event/event.ts'
import { errorsField, runWrite, type UserError } from './payload.ts'

interface EventWriteResult {
  eventId?: string
  errors: UserError[]
}

/**
 * The payload of a mutation that changes one event.
 * @param state of the event in the payload, such as "after the correction"
 */
export function eventWritePayload(name: string, description: string, state: string) {
  return builder.objectRef<EventWriteResult>(name).implement({
    description,
    fields: (t) => ({
      event: t.field({
        type: Event,
        nullable: true,
        description: `The event ${state}; null if the mutation was rejected.`,
        resolve: ({ eventId }, _args, context) => (eventId === undefined ? null : eventLoader(context).load(eventId)),
      }),
      errors: errorsField(t),
    }),
  })
}

/**
 * Runs a write of one event.
 * @param write the arguments of `runWrite`
 */
export async function runEventWrite(
  context: Context,
  eventId: string,
  ...write: Parameters<typeof runWrite> extends [Context, ...infer Rest] ? Rest : never
): Promise<EventWriteResult> {
  const errors = await runWrite(context, ...write)
  return errors.length === 0 ? { eventId, errors } : { errors }
}
