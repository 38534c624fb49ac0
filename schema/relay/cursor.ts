import { createHmac, timingSafeEqual } from 'node:crypto'
import { badUserInput } from '../builder/errors.ts'

const VERSION = '1'
const SEAL = 16

/**
 * An opaque cursor: where a row stands in one list, sealed so that it fits no other list and cannot be made up.
 * @param key the service's signing key
 * @param scope what the list is: its name, order and filter
 * @param position the row's values of the columns that the list is ordered by
 */
export function writeCursor(key: string, scope: string, position: readonly string[]): string {
  const payload = Buffer.from(JSON.stringify(position))
  return Buffer.concat([seal(key, scope, payload), payload]).toString('base64url')
}

/**
 * Reads a cursor back.
 * @returns the position that was written
 * @throws {GraphQLError} BAD_USER_INPUT where it was not issued for this very list
 */
export function parseCursor(key: string, scope: string, cursor: string): string[] {
  const bytes = Buffer.from(cursor, 'base64url')
  const payload = bytes.subarray(SEAL)
  if (bytes.length <= SEAL || !timingSafeEqual(bytes.subarray(0, SEAL), seal(key, scope, payload))) {
    throw badUserInput(
      'This cursor was not issued for this list. Use a cursor only with the order and the filter that it came with.',
    )
  }
  return JSON.parse(payload.toString()) as string[]
}

function seal(key: string, scope: string, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(`${VERSION}\n${scope}\n`).update(payload).digest().subarray(0, SEAL)
}
