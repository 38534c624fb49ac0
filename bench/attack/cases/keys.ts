import { createHmac } from 'node:crypto'
import { ANSWERED_OR_REFUSED, CLIENT_FAULT, operation, type Case } from '../case.ts'

const QUERY = '{ __typename }'
const MUTATION =
  'mutation { retractEvent(input: { event: "evt_01h455vb4pex5vsknk084sn02q", expectedVersion: 1, reason: "x" }) { __typename } }'

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function token(header: object, payload: object, secret = 'x'): string {
  const text = `${encode(header)}.${encode(payload)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

const CREDENTIALS: [name: string, value: string][] = [
  ['no scheme', 'x'],
  ['no key', 'Bearer '],
  ['another scheme', 'Basic eDp5'],
  ['two keys', 'Bearer a b'],
  ['an unknown key', `Bearer dlk_${'0'.repeat(32)}_${'A'.repeat(43)}`],
  ['a short key', 'Bearer dlk_0'],
  ['a key of 7 kB', `Bearer dlk_${'a'.repeat(7_000)}`],
  ['SQL in a key', "Bearer dlk_' or 1=1 --"],
  ['a token without algorithm', `Bearer ${encode({ alg: 'none' })}.${encode({ sub: 'x', scope: 'publish' })}.`],
  [
    'a token by a shared secret',
    `Bearer ${token({ alg: 'HS256' }, { sub: 'x', scope: 'publish', exp: 4_102_444_800 })}`,
  ],
  ['a token with its own key', `Bearer ${token({ alg: 'RS256', jwk: { kty: 'oct', k: 'eA' } }, { sub: 'x' })}`],
  ['a token with a key address', `Bearer ${token({ alg: 'RS256', jku: 'http://127.0.0.1:1/' }, { sub: 'x' })}`],
  ['a token with a path as key', `Bearer ${token({ alg: 'HS256', kid: '../../../dev/null' }, { sub: 'x' }, '')}`],
  ['a token that is not JSON', 'Bearer a.b.c'],
]

/** Attacks by keys and tokens: with none of them may anything be written. */
export const KEY_CASES: Case[] = CREDENTIALS.flatMap(([name, authorization]) => [
  operation(`${name}, reading`, ANSWERED_OR_REFUSED, QUERY, undefined, { authorization }),
  operation(`${name}, writing`, CLIENT_FAULT, MUTATION, undefined, { authorization }),
])
