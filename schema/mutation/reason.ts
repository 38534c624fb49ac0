import { badUserInput } from '../builder/errors.ts'

/** Of the argument. */
export const REASON_BOUND = { characters: 1_000 }

/**
 * Trims the reason of a change.
 * @throws {GraphQLError} BAD_USER_INPUT if it is empty or no text that PostgreSQL can store
 */
export function parseReason(input: string): string {
  const reason = input.trim()
  if (reason === '') throw badUserInput('`reason` must have at least one character that is not white space.')
  if (reason.includes('\u0000') || !reason.isWellFormed()) {
    throw badUserInput('`reason` must not contain the NUL character or half of a surrogate pair.')
  }
  return reason
}
