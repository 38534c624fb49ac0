import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import { readFileSync } from 'node:fs'
import type { Database } from '../../database/database.ts'
import { SCOPES } from '../../database/tables/enums.ts'
import { type Caller } from '../../schema/builder/context.ts'
import { clientError } from '../../schema/builder/errors.ts'
import { callerOfKey, KEY_PREFIX } from './api-keys.ts'

/** Whose JSON Web Tokens are taken (RFC 7519). */
interface TokenIssuer {
  issuer: string
  audience: string
  /** Its public keys (RFC 7517): the address or the path of a JWKS. */
  jwks: string
}

/** Finds out who asks. */
export type Authenticate = (headers: Headers) => Promise<Caller | undefined>

export interface AuthOptions {
  db: Database
  /** Left out where only keys are taken. */
  tokens?: TokenIssuer | undefined
  /** Whether reading needs a key, too. */
  readNeedsKey?: boolean
}

/** A clock may be off by as much. */
const CLOCK_SECONDS = 5

/**
 * Who may come in: whoever bears a key of this service, or a token of the issuer. Without either, anybody reads, unless
 * reading needs a key.
 * @throws {Error} where the file of the issuer's keys cannot be read
 */
export function createAuthenticate({ db, tokens, readNeedsKey = false }: AuthOptions): Authenticate {
  const callerOfToken = tokens && tokenReader(tokens)
  return async (headers) => {
    const header = headers.get('authorization')
    if (header === null) {
      if (readNeedsKey) throw refused('Send a key in the header `authorization: Bearer KEY`.')
      return undefined
    }
    const bearer = /^Bearer +(\S+)$/i.exec(header)?.[1]
    if (bearer === undefined) throw refused('The header `authorization` must be `Bearer KEY`.')
    const caller = bearer.startsWith(KEY_PREFIX) ? await callerOfKey(db, bearer) : await callerOfToken?.(bearer)
    if (caller === undefined) throw refused('This key is not known here, or was revoked.')
    if (readNeedsKey && caller.scopes.length === 0) {
      throw clientError('FORBIDDEN', `${caller.name} may not read: its token has no scope of this service.`)
    }
    return caller
  }
}

function refused(message: string) {
  return clientError('UNAUTHENTICATED', message)
}

function tokenReader({ issuer, audience, jwks }: TokenIssuer): (token: string) => Promise<Caller> {
  const keys = /^https?:\/\//.test(jwks) ? createRemoteJWKSet(new URL(jwks)) : createLocalJWKSet(jwksIn(jwks))
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, clockTolerance: CLOCK_SECONDS })
      if (payload.sub === undefined) throw refused('The token does not say whose it is: it has no `sub`.')
      return { name: payload.sub, scopes: SCOPES.filter((scope) => scopesIn(payload).includes(scope)) }
    } catch (error) {
      if (error instanceof errors.JOSEError) throw refused(`The token is refused: ${error.message}.`)
      throw error
    }
  }
}

function jwksIn(path: string): JSONWebKeySet {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet
  } catch (error) {
    throw new Error(
      `JWT_JWKS names ${path}, which cannot be read as a JSON Web Key Set: ${(error as Error).message}.`,
      {
        cause: error,
      },
    )
  }
}

/** RFC 8693 section 4.2: scopes with blanks between them. Some issuers write a list. */
function scopesIn({ scope }: JWTPayload & { scope?: unknown }): string[] {
  if (typeof scope === 'string') return scope.split(' ')
  return Array.isArray(scope) ? scope.map(String) : []
}
