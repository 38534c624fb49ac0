import { badUserInput } from '../builder/errors.ts'

const MAX_REASON_LENGTH = 1_000

/**
 * Trims the reason of a change.
 * @throws {GraphQLError} BAD_USER_INPUT if it is empty, too long, or no text that PostgreSQL can store
 */
export function parseReason(input: string): string {
  const reason = input.trim()
  if (reason === '' || reason.length > MAX_REASON_LENGTH) {
    throw badUserInput(`\`reason\` must have 1 to ${MAX_REASON_LENGTH} characters; got ${reason.length}.`)
  }
  if (reason.includes('\u0000') || !reason.isWellFormed()) {
    throw badUserInput('`reason` must not contain the NUL character or half of a surrogate pair.')
  }
  return reason
}
