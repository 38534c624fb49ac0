import { createHmac } from 'node:crypto'
import { ANSWERED, type Case } from '../case.ts'
import { operation, together } from '../http-case.ts'

const MUTATION =
  'mutation { retractEvent(input: { event: "evt_01h455vb4pex5vsknk084sn02q", expectedVersion: 1, reason: "x" }) { __typename } }'
const UNAUTHENTICATED = ['401 UNAUTHENTICATED']

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function token(header: object, payload: object, secret = 'x'): string {
  const text = `${encode(header)}.${encode(payload)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const CLAIMS = { sub: 'x', scope: 'publish admin', datasets: '*', exp: 4_102_444_800 }

const HEADERS: [name: string, value: string][] = [
  ['no scheme', 'x'],
  ['no key', 'Bearer '],
  ['another scheme', 'Basic eDp5'],
  ['two keys', 'Bearer a b'],
  ['an unknown key', `Bearer dlk_${'0'.repeat(32)}_${'A'.repeat(43)}`],
  ['a short key', 'Bearer dlk_0'],
  ['a key of 7 kB', `Bearer dlk_${'a'.repeat(7_000)}`],
  ['SQL in a key', "Bearer dlk_' or 1=1 --"],
  ['a token without algorithm', `Bearer ${encode({ alg: 'none' })}.${encode(CLAIMS)}.`],
  ['a token by a shared secret', `Bearer ${token({ alg: 'HS256', kid: 'one' }, CLAIMS)}`],
  ['a token with its own key', `Bearer ${token({ alg: 'ES256', jwk: { kty: 'oct', k: 'eA' } }, CLAIMS)}`],
  ['a token with a key address', `Bearer ${token({ alg: 'ES256', jku: 'http://127.0.0.1:1/' }, CLAIMS)}`],
  ['a token with a path as key', `Bearer ${token({ alg: 'HS256', kid: '../../../dev/null' }, CLAIMS, '')}`],
  ['a token that is not JSON', 'Bearer a.b.c'],
]

/** Tokens of the issuer that the server trusts, and keys, of which none is valid: see `credentials.ts`. */
const SIGNED = [
  'a token without an end',
  'a token of 100 years',
  'an expired token',
  'a token that is not valid yet',
  'a token without a subject',
  'a token of an empty subject',
  'a token whose subject is a number',
  'a token of a subject of 9,000 characters',
  'a token for another service',
  'a token of another issuer',
  'a token signed with another key',
  'a token signed with the public key',
  'an expired key',
  'a revoked key',
  'a rotated key',
]

/** Attacks by keys and tokens that are not valid: they give no rights, and what is open stays open. */
export const CREDENTIAL_CASES: Case[] = [
  ...HEADERS.flatMap(([name, authorization]) => [
    operation(`${name}, reading`, ANSWERED, '{ __typename }', undefined, { headers: { authorization } }),
    operation(`${name}, writing`, UNAUTHENTICATED, MUTATION, undefined, { headers: { authorization } }),
  ]),
  ...SIGNED.flatMap((credential) => [
    operation(`${credential}, reading`, ANSWERED, '{ __typename }', undefined, { credential }),
    operation(`${credential}, writing`, UNAUTHENTICATED, MUTATION, undefined, { credential }),
  ]),
  together('50 wrong keys at once', [...UNAUTHENTICATED, '429 RATE_LIMITED'], 50, (n) => ({
    headers: { authorization: `Bearer dlk_${String(n).padStart(32, '0')}_${'A'.repeat(43)}` },
    body: JSON.stringify({ query: MUTATION }),
  })),
]
