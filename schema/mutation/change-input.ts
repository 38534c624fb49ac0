import type { InputFieldBuilder } from './json-schema-input.ts'
import { REASON_BOUND } from './reason.ts'

/**
 * The field `expectedVersion` of an input that changes a stored object.
 * @param object such as "event", or "remaining event" if the input names several
 */
export function expectedVersionField(t: InputFieldBuilder, object: string) {
  return t.int({
    required: true,
    description: `The version of the ${object} that the client read. If the stored version differs, nothing is changed.`,
  })
}

/**
 * The field `reason` of an input that changes stored objects: see `parseReason`.
 * @param history such as "the history of the event"
 */
export function reasonField(t: InputFieldBuilder, history: string) {
  return t.string({ required: true, bound: REASON_BOUND, description: `The reason for ${history}.` })
}
