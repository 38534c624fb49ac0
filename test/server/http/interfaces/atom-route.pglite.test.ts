import { expect } from 'vitest'
import { createKey } from '../../../../server/auth/api-keys.ts'
import { createAuthenticate } from '../../../../server/auth/authenticate.ts'
import { PersistedDocuments } from '../../../../server/operation/document/persisted-documents.ts'
import { listen } from '../../../support/listener.ts'
import { test } from '../../../support/service.ts'
import { silent } from '../../../support/silent.ts'

const EVENTS = '{ events { nodes { id } } }'

async function outcomeOf(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init)
  const text = await response.text()
  const { errors = [] } = response.ok
    ? {}
    : (JSON.parse(text) as { errors?: { message: string; extensions: { code: string } }[] })
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message ?? '' }
}

test('what has no feed is a client error that says why', async ({ seeded }) => {
  const server = await listen(seeded)
  const refused: [Record<string, string>, string, RegExp][] = [
    [{}, 'BAD_USER_INPUT', /either `query`/],
    [{ query: EVENTS, name: 'x' }, 'BAD_USER_INPUT', /either `query`/],
    [{ query: EVENTS, first: '5' }, 'BAD_USER_INPUT', /got "first"/],
    [{ query: EVENTS, variables: '[]' }, 'BAD_USER_INPUT', /JSON object/],
    [{ query: EVENTS, after: 'x' }, 'BAD_USER_INPUT', /cursor "x" was not issued/],
    [{ query: '{ actors { nodes { id } } }' }, 'BAD_USER_INPUT', /a list of events/],
    [{ query: '{ events { nodes { id } } datasets { name } }' }, 'BAD_USER_INPUT', /one field/],
    [{ query: 'subscription { eventChanged { event { id } } }' }, 'BAD_USER_INPUT', /one field/],
    [{ query: '{ nothing' }, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED', /Cannot query/],
    [{ query: '{ events(where: { search: "%" }) { nodes { id } } }' }, 'BAD_USER_INPUT', /`search`/],
  ]
  for (const [parameters, code, message] of refused) {
    const outcome = await outcomeOf(`${server.origin}/atom?${new URLSearchParams(parameters)}`)
    expect([parameters, outcome]).toEqual([
      parameters,
      { status: 400, code, message: expect.stringMatching(message) as string },
    ])
  }
  expect(await outcomeOf(`${server.origin}/atom?query=${EVENTS}`, { method: 'POST' })).toMatchObject({ status: 405 })
  expect(await outcomeOf(`${server.origin}/feeds/nothing.atom`)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  expect(await outcomeOf(`${server.origin}/feeds/`)).toMatchObject({ status: 404 })
  await server.close()
})

test('a feed needs the rights and documents of any other operation', async ({ service }) => {
  const { db } = service
  const authenticate = createAuthenticate({ db, readNeedsKey: true, log: silent })
  const persisted = new PersistedDocuments([{ id: 'all events', text: EVENTS }], { onlyTrusted: true })
  const server = await listen(service, { authenticate, persisted })
  const url = `${server.origin}/feeds/all%20events.atom`
  expect(await outcomeOf(url)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  const headers = { authorization: `Bearer ${await createKey(db, 'reader', ['read'])}` }
  expect(await outcomeOf(`${server.origin}/atom?query=${EVENTS}%20`, { headers })).toMatchObject({
    status: 403,
    code: 'DOCUMENT_NOT_TRUSTED',
  })
  const response = await fetch(url, { headers })
  expect([response.status, response.headers.get('cache-control'), response.headers.get('content-type')]).toEqual([
    200,
    'private, no-cache',
    'application/atom+xml; charset=utf-8',
  ])
  expect(await response.text()).toContain('<title>Dateline: changes of all events</title>')
  await server.close()
})
