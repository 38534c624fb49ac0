import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALL_DATASETS } from '../../../database/tables/api-key.ts'
import { SCOPES } from '../../../database/tables/enums.ts'

const TOKEN_SECONDS = 12 * 3_600

/** An issuer of JSON Web Tokens whose public keys are in a file. */
export interface TestIssuer {
  tokens: { issuer: string; audience: string; jwks: string }
  publicKeys: object
  /** Signs a token with these claims in place of the valid ones; a claim that is undefined is left out. */
  sign: (claims?: Record<string, unknown>, privateKey?: CryptoKey) => Promise<string>
}

/** @param folder of the file with the public keys */
export async function createIssuer(folder: string): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwks = join(folder, `${randomUUID()}.json`)
  const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] }
  writeFileSync(jwks, JSON.stringify(publicKeys))
  const tokens = { issuer: 'https://login.example/', audience: 'dateline', jwks }
  const sign = (claims: Record<string, unknown> = {}, key = privateKey) => {
    const now = Math.floor(Date.now() / 1000)
    const valid = { iss: tokens.issuer, aud: tokens.audience, sub: 'desk-7', iat: now, exp: now + 60 }
    return new SignJWT({ ...valid, scope: 'openid publish', datasets: 'desk', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(key)
  }
  return { tokens, publicKeys, sign }
}

/**
 * Creates the token of a client with all rights.
 * @param folder of the file with the public keys of its issuer
 * @returns the variables with which a server accepts it, and its header
 */
export async function createAdminToken(
  folder: string,
): Promise<{ environment: Record<string, string>; authorization: string }> {
  const { tokens, sign } = await createIssuer(folder)
  const exp = Math.floor(Date.now() / 1000) + TOKEN_SECONDS
  const token = await sign({ sub: 'fuzz', exp, scope: SCOPES.join(' '), datasets: ALL_DATASETS })
  return {
    environment: { JWT_ISSUER: tokens.issuer, JWT_AUDIENCE: tokens.audience, JWT_JWKS: tokens.jwks },
    ...bearer(token),
  }
}

export function bearer(credential: string): { authorization: string } {
  return { authorization: `Bearer ${credential}` }
}
