import { generateKeyPair } from 'jose'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { createKey } from '../../../server/auth/api-keys.ts'
import { createAuthenticate, type AuthOptions } from '../../../server/auth/authenticate.ts'
import { createIssuer, bearer } from '../../support/rights/credentials.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

const { tokens, publicKeys, sign } = await createIssuer(folder)

/** Returns a function that authenticates a bearer; an anonymous request if there is none. */
function authenticating(options: Omit<AuthOptions, 'log'>) {
  const authenticate = createAuthenticate({ ...options, log: silent })
  return (credential?: string) => authenticate(credential === undefined ? undefined : bearer(credential).authorization)
}

test('accepts a token of the issuer; its id has the issuer and the subject, so that it is never that of a key', async ({
  service: { db },
}) => {
  const ask = authenticating({ db, tokens })
  expect(await ask()).toEqual({})
  expect((await ask(await sign())).caller).toEqual({
    id: 'token:https://login.example/#desk-7',
    scopes: ['publish'],
    datasets: ['desk'],
  })
  const claims: [object, object][] = [
    [{ scope: ['read', 'admin', 'other'] }, { scopes: ['read', 'admin'] }],
    [
      { scope: undefined, datasets: undefined },
      { scopes: [], datasets: [] },
    ],
    [{ datasets: ['Example desk', 7, 'other'] }, { datasets: ['Example desk', 'other'] }],
    [{ datasets: 'desk *' }, { datasets: '*' }],
    [{ sub: 'key:Example desk' }, { id: 'token:https://login.example/#key:Example desk' }],
  ]
  for (const [given, expected] of claims) expect((await ask(await sign({ ...given }))).caller).toMatchObject(expected)
  const key = await createKey(db, 'token:https://login.example/#desk-7', ['read'])
  expect((await ask(key)).caller).toMatchObject({ id: 'key:token:https://login.example/#desk-7' })
})

test('refuses other tokens: another issuer, audience or key, no end or one too far, no subject', async ({
  service: { db },
}) => {
  const ask = authenticating({ db, tokens })
  const other = await generateKeyPair('ES256')
  const now = Math.floor(Date.now() / 1000)
  const day = 24 * 3600
  const refused: [string, RegExp][] = [
    [await sign({ iss: 'https://other.example/' }), /"iss"/],
    [await sign({ aud: 'another service' }), /"aud"/],
    [await sign({}, other.privateKey), /signature/],
    [`${(await sign()).slice(0, -4)}AAAA`, /signature/],
    [await sign({ iat: now - 120, exp: now - 60 }), /has expired/],
    [await sign({ nbf: now + 60 }), /"nbf"/],
    [await sign({ exp: undefined }), /"exp"/],
    [await sign({ exp: now + day + 60 }), /`exp` must be at most 24 hours/],
    [await sign({ iat: undefined, exp: now + day + 60 }), /`exp` must be at most 24 hours/],
    [await sign({ iat: now - day, exp: now + 60 }), /`exp` must be at most 24 hours/],
    [await sign({ iat: now + day, exp: now + 2 * day }), /`exp` must be at most 24 hours/],
    ...(await Promise.all(
      [undefined, '', ' ', 7, ['desk-7'], 'x'.repeat(201), 'two\nlines', 'half \ud800 pair'].map(
        async (sub): Promise<[string, RegExp]> => [await sign({ sub }), /sub/],
      ),
    )),
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZXNrIn0.', /invalid/],
    ['nonsense', /invalid/],
  ]
  for (const [token, reason] of refused) {
    expect(await ask(token)).toEqual({ refusal: expect.stringMatching(reason) })
  }
  for (const exp of [now + 60, now + day]) expect(await ask(await sign({ exp }))).toHaveProperty('caller')
  expect(await ask(await sign({ sub: 'x'.repeat(200) }))).toHaveProperty('caller')

  // Without a configured issuer, no token is accepted.
  expect(await authenticating({ db })(await sign())).toEqual({ refusal: expect.stringContaining('is unknown') })
  const missing = { ...tokens, jwks: join(folder, 'missing') }
  expect(() => createAuthenticate({ db, tokens: missing })).toThrow('cannot be read as a JSON Web Key Set')
})

test('a token that cannot be checked because the keys of its issuer cannot be fetched is SERVICE_UNAVAILABLE', async ({
  service: { db },
}) => {
  let answer: () => [number, string] = () => [200, JSON.stringify(publicKeys)]
  const issuer = createServer((_request, response) => {
    const [status, body] = answer()
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((done) => void issuer.listen(0, '127.0.0.1', done))
  const jwks = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`
  const unavailable = {
    extensions: { code: 'SERVICE_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '10' } } },
  }
  const other = await createIssuer(folder)
  try {
    for (const broken of [() => [500, ''], () => [200, 'nonsense'], () => [200, '{}']] satisfies (typeof answer)[]) {
      answer = broken
      await expect(authenticating({ db, tokens: { ...tokens, jwks } })(await sign())).rejects.toMatchObject(unavailable)
    }
    answer = () => [200, JSON.stringify(publicKeys)]
    const ask = authenticating({ db, tokens: { ...tokens, jwks } })
    expect(await ask(await sign())).toHaveProperty('caller')
    expect(await ask(await other.sign())).toEqual({ refusal: expect.stringContaining('signature') })
  } finally {
    await new Promise((done) => void issuer.close(done))
  }
  await expect(authenticating({ db, tokens: { ...tokens, jwks } })(await sign())).rejects.toMatchObject(unavailable)
})

test('if reading requires a key, refuses requests without one, with a refused one, and tokens without a scope', async ({
  service: { db },
}) => {
  const ask = authenticating({ db, tokens, readNeedsKey: true })
  const unauthenticated = { extensions: { code: 'UNAUTHENTICATED' } }
  await expect(ask()).rejects.toMatchObject(unauthenticated)
  await expect(ask('dlk_nonsense')).rejects.toMatchObject(unauthenticated)
  await expect(ask(await sign({ exp: undefined }))).rejects.toMatchObject(unauthenticated)
  await expect(ask(await sign({ scope: '' }))).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } })
  for (const scope of ['read', 'publish', 'correct', 'merge', 'admin'] as const) {
    const key = await createKey(db, `A ${scope} key`, [scope])
    expect(await ask(key)).toMatchObject({ caller: { id: `key:A ${scope} key`, scopes: [scope] } })
    expect(await ask(await sign({ scope }))).toMatchObject({ caller: { scopes: [scope] } })
  }
})
