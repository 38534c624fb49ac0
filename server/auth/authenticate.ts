import type { Database } from '../../database/database.ts'
import { createLog, type Log } from '../../database/log.ts'
import { SCOPES } from '../../database/tables/enums.ts'
import type { Context } from '../../schema/builder/context.ts'
import { clientError } from '../../schema/builder/errors.ts'
import { KEY_PREFIX } from './api-keys.ts'
import { parseKey, useKey } from './check-key.ts'
import { CredentialWatch } from './credential-watch.ts'
import { RefusalLimit } from './refusal-limit.ts'
import { refusalMessage, RefusalLog, type Refusal } from './refusals.ts'
import { createTokenCheck, type TokenIssuer } from './tokens.ts'

/** Who sent a request: nothing for an anonymous one; `refusal` if its key or token was refused. */
type Credentials = Pick<Context, 'caller' | 'refusal' | 'watchCredential'>

/**
 * Returns who sent a request.
 * @param authorization the value of the header
 * @param client the address of the client, for the log
 * @throws {GraphQLError} UNAUTHENTICATED or FORBIDDEN if reading requires a key, and the request has none that may read;
 * RATE_LIMITED if the client has sent many wrong keys
 */
export type Authenticate = (authorization: string | undefined, client?: string) => Promise<Credentials>

export interface AuthOptions {
  db: Database
  /** If omitted, only keys are accepted. */
  tokens?: TokenIssuer | undefined
  /** Whether reading requires a key too. Default: false. */
  readNeedsKey?: boolean
  /** Default: warnings and worse to standard error. */
  log?: Log
  /** Default: one that writes to `log`. */
  refusals?: RefusalLog
  /** How often the keys of open subscriptions are checked again. Default: 10,000. */
  recheckMs?: number
  /** Returns the time in milliseconds, for tokens. Default: the clock of the system. */
  now?: () => number
}

type Checked = Credentials | { refused: Refusal }

/**
 * Creates the authentication: it accepts keys of this service and tokens of the issuer. A request without either, or
 * with one that is refused, is anonymous and may read, unless reading requires a key.
 * @throws {Error} if the file of the issuer's keys cannot be read
 */
export function createAuthenticate(options: AuthOptions): Authenticate {
  const { db, tokens, readNeedsKey = false, log = createLog('warn'), recheckMs, now = Date.now } = options
  const { refusals = new RefusalLog(log) } = options
  const checkToken = tokens && createTokenCheck(tokens, now)
  const watch = new CredentialWatch(db, log, now, recheckMs)

  const limit = new RefusalLimit()

  const check = async (header: string, client: string): Promise<Checked> => {
    const bearer = /^Bearer +(\S+)$/i.exec(header)?.[1]
    if (bearer === undefined) return { refused: { reason: 'malformed' } }
    if (!bearer.startsWith(KEY_PREFIX)) {
      const token = (await checkToken?.(bearer)) ?? { reason: 'unknown' as const }
      if (!('caller' in token)) return { refused: token }
      const { caller, expiresAtMs } = token
      return { caller, watchCredential: (onRefused) => watch.watch({ expiresAtMs }, onRefused) }
    }
    const key = parseKey(bearer)
    if (key === undefined) return { refused: { reason: 'unknown' } }
    await limit.assertMayTry(client)
    const used = await useKey(db, key)
    if ('reason' in used) {
      await limit.record(client)
      return { refused: { reason: used.reason, keyId: shortKeyId(key.id) } }
    }
    return { caller: used.caller, watchCredential: (onRefused) => watch.watch({ key }, onRefused) }
  }

  return async (authorization, client = '') => {
    const checked = authorization === undefined ? {} : await check(authorization, client)
    if ('refused' in checked) {
      refusals.record(client, checked.refused)
      const refusal = refusalMessage(checked.refused)
      if (readNeedsKey) throw clientError('UNAUTHENTICATED', refusal)
      return { refusal }
    }
    if (readNeedsKey) assertMayRead(checked)
    return checked
  }
}

function assertMayRead({ caller }: Credentials): void {
  if (caller === undefined) {
    throw clientError('UNAUTHENTICATED', 'Reading requires a key. Send it in the header `authorization: Bearer KEY`.')
  }
  if (caller.scopes.length === 0) {
    throw clientError(
      'FORBIDDEN',
      `Reading requires one of the scopes ${SCOPES.join(', ')}; the token has none of them.`,
    )
  }
}

const SHOWN_ID_LENGTH = 12

/** The beginning of the id of a key, as `keys list` and the log show it. */
export function shortKeyId(id: string): string {
  return id.replaceAll('-', '').slice(0, SHOWN_ID_LENGTH)
}
