import { generateKeyPair, SignJWT } from 'jose'
import type { Database } from '../../database/database.ts'
import { createKey, revokeKey, rotateKey, type KeyOptions } from '../../server/auth/api-keys.ts'
import { bearer, createIssuer } from '../../test/support/rights/credentials.ts'

const SCOPES = ['publish', 'correct', 'merge'] as const
const YEAR_SECONDS = 365 * 24 * 3_600

/**
 * Makes the keys and tokens of the attackers.
 * @param folder of the file with the public keys of the issuer
 * @returns the headers by name, and the variables with which a server trusts the issuer
 */
export async function makeCredentials(db: Database, folder: string) {
  const { tokens, publicKeys, sign } = await createIssuer(folder)
  const other = await generateKeyPair('ES256')
  const now = Math.floor(Date.now() / 1000)
  const rights = { scope: 'publish correct merge admin', datasets: '*' }
  const signed: Record<string, string> = {
    'a token without an end': await sign({ ...rights, exp: undefined }),
    'a token of 100 years': await sign({ ...rights, exp: now + 100 * YEAR_SECONDS }),
    'an expired token': await sign({ ...rights, iat: now - 120, exp: now - 60 }),
    'a token that is not valid yet': await sign({ ...rights, nbf: now + YEAR_SECONDS }),
    'a token without a subject': await sign({ ...rights, sub: undefined }),
    'a token of an empty subject': await sign({ ...rights, sub: ' ' }),
    'a token whose subject is a number': await sign({ ...rights, sub: 7 }),
    'a token of a subject of 9,000 characters': await sign({ ...rights, sub: 'x'.repeat(9_000) }),
    'a token for another service': await sign({ ...rights, aud: 'other' }),
    'a token of another issuer': await sign({ ...rights, iss: 'https://other.example/' }),
    'a token signed with another key': await sign(rights, other.privateKey),
    'a token signed with the public key': await new SignJWT({ ...rights, sub: 'x', exp: now + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(new TextEncoder().encode(JSON.stringify(publicKeys))),
  }
  // The database may be of an earlier run, in which the names were used.
  const run = Date.now()
  const key = async (name: string, options: KeyOptions): Promise<string> => {
    const made = await createKey(db, `${name} ${run}`, SCOPES, options)
    if (made === undefined) throw new Error(`The database has a key of the name ${name} already.`)
    return made
  }
  const all = { datasets: ['*'] }
  const keys = {
    'a valid key': await key('Valid', { datasets: ['ours'] }),
    'an expired key': await key('Expired', { ...all, expiresAt: '2020-01-01T00:00:00Z' }),
    'a revoked key': await key('Revoked', all),
    'a rotated key': await key('Rotated', all),
  }
  await revokeKey(db, `Revoked ${run}`)
  await rotateKey(db, `Rotated ${run}`, 0)
  return {
    headers: Object.fromEntries(
      Object.entries({ ...signed, ...keys }).map(([name, value]) => [name, bearer(value).authorization]),
    ),
    environment: { JWT_ISSUER: tokens.issuer, JWT_AUDIENCE: tokens.audience, JWT_JWKS: tokens.jwks },
  }
}
