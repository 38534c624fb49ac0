import { createHmac, timingSafeEqual } from 'node:crypto'
import { showValue } from '../../database/values/show-value.ts'
import { badUserInput } from '../builder/errors.ts'

const VERSION = '1'
/** In bytes. */
const SIGNATURE_LENGTH = 16

/**
 * Creates an opaque cursor: the position of a row in a list, signed so that it is valid for this list only.
 * @param key the signing key of the service
 * @param scope identifies the list: its name, order and filter
 * @param position the row's values of the columns that the list is ordered by
 */
export function writeCursor(key: string, scope: string, position: readonly string[]): string {
  const payload = Buffer.from(JSON.stringify(position))
  return Buffer.concat([sign(key, scope, payload), payload]).toString('base64url')
}

/**
 * Verifies a cursor and returns its position.
 * @throws {GraphQLError} BAD_USER_INPUT if the cursor was not issued for this list
 */
export function parseCursor(key: string, scope: string, cursor: string): string[] {
  const bytes = Buffer.from(cursor, 'base64url')
  const payload = bytes.subarray(SIGNATURE_LENGTH)
  if (
    bytes.length <= SIGNATURE_LENGTH ||
    !timingSafeEqual(bytes.subarray(0, SIGNATURE_LENGTH), sign(key, scope, payload))
  ) {
    throw badUserInput(
      `The cursor ${showValue(cursor)} was not issued for this list. ` +
        'Use a cursor only with the order and the filter of the page that returned it.',
    )
  }
  return JSON.parse(payload.toString()) as string[]
}

function sign(key: string, scope: string, payload: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`${VERSION}\n${scope}\n`)
    .update(payload)
    .digest()
    .subarray(0, SIGNATURE_LENGTH)
}
