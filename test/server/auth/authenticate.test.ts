import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect } from 'vitest'
import { createKey } from '../../../server/auth/api-keys.ts'
import { createAuthenticate } from '../../../server/auth/authenticate.ts'
import { UsageError } from '../../../server/cli/arguments.ts'
import { parseKeysCommand, runKeys } from '../../../server/cli/keys.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test } from '../../support/service.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

const { publicKey, privateKey } = await generateKeyPair('ES256')
const jwks = join(folder, 'jwks.json')
writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] }))
const tokens = { issuer: 'https://login.example/', audience: 'dateline', jwks }

/** Signs a token as the issuer would, with these claims in place of the valid ones. */
function token(claims: Record<string, unknown> = {}, key = privateKey): Promise<string> {
  return new SignJWT({ scope: 'openid publish', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setSubject('desk-7')
    .setIssuer((claims['iss'] as string) ?? tokens.issuer)
    .setAudience((claims['aud'] as string) ?? tokens.audience)
    .setExpirationTime((claims['exp'] as number) ?? '1 minute')
    .sign(key)
}

function bearerHeader(bearer: string) {
  return new Headers({ authorization: `Bearer ${bearer}` })
}

test('accepts a token of the issuer with its subject as the name and its known scopes', async ({ service: { db } }) => {
  const authenticate = createAuthenticate({ db, tokens })
  expect(await authenticate(new Headers())).toBeUndefined()
  expect(await authenticate(bearerHeader(await token()))).toEqual({ name: 'desk-7', scopes: ['publish'] })
  expect(await authenticate(bearerHeader(await token({ scope: ['read', 'admin'] })))).toMatchObject({
    scopes: ['read'],
  })
  expect(await authenticate(bearerHeader(await token({ scope: undefined })))).toMatchObject({ scopes: [] })
})

test('rejects tokens of another issuer, audience or key, and expired or malformed ones, with UNAUTHENTICATED', async ({
  service: { db },
}) => {
  const authenticate = createAuthenticate({ db, tokens })
  const other = await generateKeyPair('ES256')
  const past = Math.floor(Date.now() / 1000) - 60
  const invalidTokens = [
    await token({ iss: 'https://other.example/' }),
    await token({ aud: 'another service' }),
    await token({ exp: past }),
    await token({}, other.privateKey),
    `${(await token()).slice(0, -4)}AAAA`,
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZXNrIn0.',
    'nonsense',
  ]
  for (const bearer of invalidTokens) {
    await expect(authenticate(bearerHeader(bearer))).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  }
  // Without a configured issuer, no token is accepted.
  await expect(createAuthenticate({ db })(bearerHeader(await token()))).rejects.toThrow('unknown or revoked')
  expect(() => createAuthenticate({ db, tokens: { ...tokens, jwks: join(folder, 'missing') } })).toThrow(
    'cannot be read as a JSON Web Key Set',
  )
})

test('rejects anonymous requests, and tokens without a scope, if reading requires a key', async ({
  service: { db },
}) => {
  const authenticate = createAuthenticate({ db, tokens, readNeedsKey: true })
  const key = await createKey(db, 'Reader', ['read'])
  await expect(authenticate(new Headers())).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  expect(await authenticate(bearerHeader(key!))).toEqual({ name: 'Reader', scopes: ['read'] })
  await expect(authenticate(bearerHeader(await token({ scope: '' })))).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
})

test('creates, lists and revokes keys, and prints a secret only once', async ({ service: { db } }) => {
  const run = async (...words: string[]) => {
    const out = new PassThrough({ encoding: 'utf8' })
    await runKeys(db, parseKeysCommand(words), out)
    return String(out.read() ?? '')
  }
  const made = await run('create', '--scope', 'publish', '--scope', 'read', '--name', 'Example desk')
  const [, key] = /^(dlk_[0-9a-f]{32}_[\w-]{43})\nStore the key now/.exec(made)!
  expect(await createAuthenticate({ db })(bearerHeader(key!))).toEqual({
    name: 'Example desk',
    scopes: ['publish', 'read'],
  })
  expect(await run('list')).toMatch(/^Example desk: publish, read; created [^;]+; last used /)
  expect(await run('list')).not.toContain(key!.slice(-43))
  await expect(run('create', '--scope', 'read', '--name', 'Example desk')).rejects.toThrow(UsageError)
  expect(await run('revoke', '--name', 'Example desk')).toBe('Revoked the key "Example desk".\n')
  await expect(run('revoke', '--name', 'Example desk')).rejects.toThrow('No active key is named "Example desk".')
  await expect(createAuthenticate({ db })(bearerHeader(key!))).rejects.toThrow('revoked')
})

test.for([
  [[], 'The action must be create, list or revoke.'],
  [['make'], 'The action must be create, list or revoke.'],
  [['create', '--scope', 'publish'], '--name must have 1 to 200 characters'],
  [['create', '--name', 'x'], '--scope must be read or publish; repeat it for several scopes; got no --scope.'],
  [
    ['create', '--name', 'x', '--scope', 'admin'],
    '--scope must be read or publish; repeat it for several scopes; got "admin".',
  ],
  [['revoke'], '--name must have 1 to 200 characters'],
  [['list', '--all'], "Unknown option '--all'"],
] as const)('keys %j is rejected with a usage error', ([words, message]) => {
  expect(() => parseKeysCommand(words)).toThrow(message)
})
