import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose'
import { readFileSync } from 'node:fs'
import { ALL_DATASETS } from '../../database/tables/api-key.ts'
import { SCOPES } from '../../database/tables/enums.ts'
import type { Caller } from '../../schema/builder/context.ts'
import { unavailable } from '../../schema/builder/errors.ts'
import type { Refusal } from './refusals.ts'

/** The issuer of accepted JSON Web Tokens (RFC 7519). */
export interface TokenIssuer {
  issuer: string
  audience: string
  /** The URL or the path of its public keys: a JSON Web Key Set (RFC 7517). */
  jwks: string
}

export type TokenCheck = { caller: Caller; expiresAtMs: number } | Refusal

/** Accepted difference between the clocks of the issuer and of this service. */
const CLOCK_TOLERANCE_SECONDS = 5
/** A token cannot be revoked, so it must end soon. */
const MAX_LIFETIME_HOURS = 24
const MAX_SUBJECT_LENGTH = 200
const RETRY_AFTER_SECONDS = 10

/**
 * Creates a function that checks a token.
 * @param now returns the time in milliseconds
 * @returns a function that throws {GraphQLError} SERVICE_UNAVAILABLE if the issuer's keys cannot be fetched
 * @throws {Error} if the file of the issuer's keys cannot be read
 */
export function createTokenCheck(
  { issuer, audience, jwks }: TokenIssuer,
  now: () => number,
): (token: string) => Promise<TokenCheck> {
  const keys = keysOf(jwks)
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
        requiredClaims: ['exp', 'sub'],
      })
      return checkClaims(payload, issuer, now() / 1000)
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { reason: 'expired' }
      if (error instanceof errors.JOSEError) return invalid(`${error.message}. Request a new one.`)
      throw error
    }
  }
}

function checkClaims(payload: JWTPayload, issuer: string, nowSeconds: number): TokenCheck {
  const { sub, exp = 0, iat } = payload
  if (typeof sub !== 'string' || sub.trim() === '' || sub.length > MAX_SUBJECT_LENGTH || /[\p{Cc}\p{Cs}]/u.test(sub)) {
    return invalid(`Its claim \`sub\` must be a text of 1 to ${MAX_SUBJECT_LENGTH} characters that names the caller.`)
  }
  const start = Math.min(nowSeconds, iat ?? nowSeconds)
  if (exp - start > MAX_LIFETIME_HOURS * 3600 + CLOCK_TOLERANCE_SECONDS) {
    return invalid(`Its claim \`exp\` must be at most ${MAX_LIFETIME_HOURS} hours after \`iat\`, or after now.`)
  }
  const scopes = listOf(payload['scope'])
  const datasets = listOf(payload['datasets'])
  return {
    caller: {
      id: `token:${issuer}#${sub}`,
      scopes: SCOPES.filter((scope) => scopes.includes(scope)),
      datasets: datasets.includes(ALL_DATASETS) ? '*' : datasets,
    },
    expiresAtMs: exp * 1000,
  }
}

function invalid(detail: string): Refusal {
  return { reason: 'token', detail }
}

/** Values are separated by spaces (RFC 8693 section 4.2); some issuers write a list. */
function listOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean)
  return Array.isArray(claim) ? claim.filter((value) => typeof value === 'string') : []
}

function keysOf(jwks: string): JWTVerifyGetKey {
  if (!/^https?:\/\//.test(jwks)) return createLocalJWKSet(readJwks(jwks))
  const remoteKeys = createRemoteJWKSet(new URL(jwks))
  return async (header, token) => {
    try {
      return await remoteKeys(header, token)
    } catch (error) {
      // The keys were fetched, and none or several of them fit: the token is wrong, not the issuer.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      if (error instanceof errors.JOSENotSupported) throw error
      const message = "The token cannot be checked now: the public keys of its issuer can't be fetched. Retry later."
      throw unavailable(message, RETRY_AFTER_SECONDS)
    }
  }
}

function readJwks(path: string): JSONWebKeySet {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet
  } catch (error) {
    throw new Error(
      `The file of JWT_JWKS cannot be read as a JSON Web Key Set: ${path}: ${(error as Error).message}.`,
      { cause: error },
    )
  }
}
