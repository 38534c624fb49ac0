import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import { readFileSync } from 'node:fs'
import type { Database } from '../../database/database.ts'
import { SCOPES } from '../../database/tables/enums.ts'
import type { Caller } from '../../schema/builder/context.ts'
import { clientError } from '../../schema/builder/errors.ts'
import { callerOfKey, KEY_PREFIX } from './api-keys.ts'

/** The issuer of accepted JSON Web Tokens (RFC 7519). */
interface TokenIssuer {
  issuer: string
  audience: string
  /** The URL or the path of its public keys: a JSON Web Key Set (RFC 7517). */
  jwks: string
}

/** Returns the caller of a request; undefined for an anonymous one. */
export type Authenticate = (headers: Headers) => Promise<Caller | undefined>

export interface AuthOptions {
  db: Database
  /** If omitted, only keys are accepted. */
  tokens?: TokenIssuer | undefined
  /** Whether reading requires a key too. Default: false. */
  readNeedsKey?: boolean
}

/** Accepted difference between the clocks of the issuer and of this service. */
const CLOCK_TOLERANCE_SECONDS = 5

/**
 * Creates the authentication: it accepts keys of this service and tokens of the issuer. A request without either is
 * anonymous and may read, unless reading requires a key.
 * @throws {Error} if the file of the issuer's keys cannot be read
 */
export function createAuthenticate({ db, tokens, readNeedsKey = false }: AuthOptions): Authenticate {
  const verifyToken = tokens && createTokenVerifier(tokens)
  return async (headers) => {
    const header = headers.get('authorization')
    if (header === null) {
      if (readNeedsKey)
        throw unauthenticated('Reading requires a key. Send it in the header `authorization: Bearer KEY`.')
      return undefined
    }
    const bearer = /^Bearer +(\S+)$/i.exec(header)?.[1]
    if (bearer === undefined) throw unauthenticated('The header `authorization` must have the form `Bearer KEY`.')
    const caller = bearer.startsWith(KEY_PREFIX) ? await callerOfKey(db, bearer) : await verifyToken?.(bearer)
    if (caller === undefined)
      throw unauthenticated('The key or token is unknown or revoked. Ask the operator for a new key.')
    if (readNeedsKey && caller.scopes.length === 0) {
      throw clientError(
        'FORBIDDEN',
        `Reading requires one of the scopes ${SCOPES.join(', ')}; the token has none of them.`,
      )
    }
    return caller
  }
}

function unauthenticated(message: string) {
  return clientError('UNAUTHENTICATED', message)
}

function createTokenVerifier({ issuer, audience, jwks }: TokenIssuer): (token: string) => Promise<Caller> {
  const keys = /^https?:\/\//.test(jwks) ? createRemoteJWKSet(new URL(jwks)) : createLocalJWKSet(readJwks(jwks))
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, clockTolerance: CLOCK_TOLERANCE_SECONDS })
      if (payload.sub === undefined) throw unauthenticated('The token has no claim `sub`, which names the caller.')
      return { name: payload.sub, scopes: SCOPES.filter((scope) => scopesOf(payload).includes(scope)) }
    } catch (error) {
      if (error instanceof errors.JOSEError)
        throw unauthenticated(`The token is invalid: ${error.message}. Request a new one.`)
      throw error
    }
  }
}

function readJwks(path: string): JSONWebKeySet {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet
  } catch (error) {
    throw new Error(
      `The file of JWT_JWKS cannot be read as a JSON Web Key Set: ${path}: ${(error as Error).message}.`,
      {
        cause: error,
      },
    )
  }
}

/** Scopes are separated by spaces (RFC 8693 section 4.2); some issuers write a list. */
function scopesOf({ scope }: JWTPayload & { scope?: unknown }): string[] {
  if (typeof scope === 'string') return scope.split(' ')
  return Array.isArray(scope) ? scope.map(String) : []
}
