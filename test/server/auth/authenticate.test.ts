import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** A token as the issuer would make it, but for what is given. */
function token(claims: Record<string, unknown> = {}, key = privateKey): Promise<string> {
  return new SignJWT({ scope: 'openid publish', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setSubject('desk-7')
    .setIssuer((claims['iss'] as string) ?? tokens.issuer)
    .setAudience((claims['aud'] as string) ?? tokens.audience)
    .setExpirationTime((claims['exp'] as number) ?? '1 minute')
    .sign(key)
}

function bearing(bearer: string) {
  return new Headers({ authorization: `Bearer ${bearer}` })
}

test('a token of the issuer says who it is and what it may do', async ({ service: { db } }) => {
  const authenticate = createAuthenticate({ db, tokens })
  expect(await authenticate(new Headers())).toBeUndefined()
  expect(await authenticate(bearing(await token()))).toEqual({ name: 'desk-7', scopes: ['publish'] })
  expect(await authenticate(bearing(await token({ scope: ['read', 'admin'] })))).toMatchObject({ scopes: ['read'] })
  expect(await authenticate(bearing(await token({ scope: undefined })))).toMatchObject({ scopes: [] })
})

test('a token that is not for us, is over, or is signed by another is refused', async ({ service: { db } }) => {
  const authenticate = createAuthenticate({ db, tokens })
  const other = await generateKeyPair('ES256')
  const past = Math.floor(Date.now() / 1000) - 60
  const bad = [
    await token({ iss: 'https://other.example/' }),
    await token({ aud: 'another service' }),
    await token({ exp: past }),
    await token({}, other.privateKey),
    `${(await token()).slice(0, -4)}AAAA`,
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZXNrIn0.',
    'nonsense',
  ]
  for (const bearer of bad) {
    await expect(authenticate(bearing(bearer))).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  }
  // Without an issuer no token is taken at all.
  await expect(createAuthenticate({ db })(bearing(await token()))).rejects.toThrow('not known here')
  expect(() => createAuthenticate({ db, tokens: { ...tokens, jwks: join(folder, 'missing') } })).toThrow(
    'cannot be read as a JSON Web Key Set',
  )
})

test('where reading needs a key, nobody reads without', async ({ service: { db } }) => {
  const authenticate = createAuthenticate({ db, tokens, readNeedsKey: true })
  const key = await createKey(db, 'Reader', ['read'])
  await expect(authenticate(new Headers())).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  expect(await authenticate(bearing(key!))).toEqual({ name: 'Reader', scopes: ['read'] })
  await expect(authenticate(bearing(await token({ scope: '' })))).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  })
})

test('keys are made, listed and revoked, and a secret is shown once', async ({ service: { db } }) => {
  const run = async (...words: string[]) => {
    let said = ''
    const out = { write: (text: string) => void (said += text) } as unknown as NodeJS.WritableStream
    await runKeys(db, parseKeysCommand(words), out)
    return said
  }
  const made = await run('create', '--scope', 'publish', '--scope', 'read', '--name', 'Example desk')
  const [, key] = /^(dlk_[0-9a-f]{32}_[\w-]{43})\nStore the key now/.exec(made)!
  expect(await createAuthenticate({ db })(bearing(key!))).toEqual({ name: 'Example desk', scopes: ['publish', 'read'] })
  expect(await run('list')).toMatch(/^Example desk: publish, read; created [^;]+; last used /)
  expect(await run('list')).not.toContain(key!.slice(-43))
  await expect(run('create', '--scope', 'read', '--name', 'Example desk')).rejects.toThrow(UsageError)
  expect(await run('revoke', '--name', 'Example desk')).toBe('Revoked the key "Example desk".\n')
  await expect(run('revoke', '--name', 'Example desk')).rejects.toThrow('No active key is named "Example desk".')
  await expect(createAuthenticate({ db })(bearing(key!))).rejects.toThrow('revoked')
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
] as const)('keys %j is refused', ([words, message]) => {
  expect(() => parseKeysCommand(words)).toThrow(message)
})
