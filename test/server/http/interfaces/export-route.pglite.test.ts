import { expect } from 'vitest'
import { createKey } from '../../../../server/auth/api-keys.ts'
import { createAuthenticate } from '../../../../server/auth/authenticate.ts'
import { PersistedDocuments } from '../../../../server/operation/document/persisted-documents.ts'
import { listen } from '../../../support/listener.ts'
import { test } from '../../../support/service.ts'
import { silent } from '../../../support/silent.ts'

const EVENTS = '{ events { nodes { id title } } }'

function pathOf(parameters: Record<string, string>): string {
  return `/export?${new URLSearchParams(parameters)}`
}

async function outcomeOf(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init)
  const text = await response.text()
  const { errors } = response.ok
    ? { errors: [] }
    : (JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] })
  const [error] = errors
  return { status: response.status, code: error?.extensions.code, message: error?.message, text }
}

test('what cannot be exported is a client error that says why', async ({ seeded }) => {
  const { origin, close } = await listenTo(seeded)
  const csv = (query: string) => ({ format: 'csv', query })
  const refused: [Record<string, string>, string, RegExp][] = [
    [{ query: EVENTS }, 'BAD_USER_INPUT', /`format` must be one of csv, ndjson, geojson, parquet; got nothing/],
    [{ format: 'xlsx', query: EVENTS }, 'BAD_USER_INPUT', /got "xlsx"/],
    [{ format: 'csv' }, 'BAD_USER_INPUT', /either `query`, a document, or `name`/],
    [{ ...csv(EVENTS), name: 'x' }, 'BAD_USER_INPUT', /either `query`/],
    [{ format: 'csv', name: 'nothing' }, 'NOT_FOUND', /No document is persisted as "nothing"/],
    [{ ...csv(EVENTS), first: '5' }, 'BAD_USER_INPUT', /The parameters of an export are .*; got "first"/],
    [{ ...csv(EVENTS), asOf: 'now' }, 'BAD_USER_INPUT', /`asOf` must be a date-time/],
    [{ ...csv(EVENTS), asOf: '2999-01-01T00:00:00Z' }, 'BAD_USER_INPUT', /must not be in the future/],
    [{ ...csv(EVENTS), after: 'x' }, 'BAD_USER_INPUT', /`after` needs `asOf`/],
    [{ ...csv(EVENTS), after: 'x', asOf: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT', /cursor "x" was not issued/],
    [{ ...csv(EVENTS), format: 'parquet', after: 'x', asOf: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT', /resumed/],
    [{ ...csv(EVENTS), format: 'geojson', after: 'x', asOf: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT', /resumed/],
    [{ ...csv(EVENTS), variables: '[]' }, 'BAD_USER_INPUT', /`variables` must be a JSON object/],
    [{ ...csv(EVENTS), metadata: 'no' }, 'BAD_USER_INPUT', /`metadata` must be true or false/],
    [{ ...csv(EVENTS), operationName: 'X' }, 'OPERATION_RESOLUTION_FAILURE', /no operation "X"/],
    [csv('{ nothing'), 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    [csv('{ nothing }'), 'GRAPHQL_VALIDATION_FAILED', /Cannot query field/],
    [csv('{ datasets { name } }'), 'BAD_USER_INPUT', /one field, a list of events/],
    [csv('{ events { nodes { id } } datasets { name } }'), 'BAD_USER_INPUT', /one field/],
    [csv('{ ... { events { nodes { id } } } }'), 'BAD_USER_INPUT', /one field/],
    [csv('{ actors { nodes { id } } }'), 'BAD_USER_INPUT', /one field, a list of events/],
    [csv('{ events { totalCount nodes { id } } }'), 'BAD_USER_INPUT', /must select `nodes` and nothing else/],
    [csv('{ events { edges { node { id } } } }'), 'BAD_USER_INPUT', /must select `nodes`/],
    [csv('{ events { nodes @skip(if: true) { id } } }'), 'BAD_USER_INPUT', /must select `nodes`/],
    [csv('{ events(first: 5) { nodes { id } } }'), 'BAD_USER_INPUT', /leave the argument `first` out/],
    [csv('{ events(asOf: "2020-01-01T00:00:00Z") { nodes { id } } }'), 'BAD_USER_INPUT', /`asOf` out/],
    [csv('{ events { nodes { cursor: id } } }'), 'BAD_USER_INPUT', /use another alias/],
    [csv('query ($export_after: ID) { events { nodes { id } } }'), 'GRAPHQL_VALIDATION_FAILED', /export_after/],
    [csv('mutation { retractEvent(input: {}) { event { id } } }'), 'GRAPHQL_VALIDATION_FAILED', /./],
    [csv('subscription { eventChanged { event { id } } }'), 'BAD_USER_INPUT', /one field/],
    [csv('query ($k: EventKind!) { events(where: { kinds: [$k] }) { nodes { id } } }'), 'BAD_USER_INPUT', /\$k/],
    [csv(`{ events { nodes { ${'participations { actor { '.repeat(30)} } }`), 'GRAPHQL_PARSE_FAILED', /./],
  ]
  for (const [parameters, code, message] of refused) {
    const outcome = await outcomeOf(`${origin}${pathOf(parameters)}`)
    expect([parameters, outcome.code]).toEqual([parameters, code])
    expect([parameters, outcome.status]).toEqual([parameters, code === 'NOT_FOUND' ? 404 : 400])
    expect(outcome.message).toMatch(message)
  }
  const post = await outcomeOf(`${origin}${pathOf(csv(EVENTS))}`, { method: 'POST' })
  expect(post).toMatchObject({ status: 405, code: 'BAD_USER_INPUT' })
  await close()
})

test('a link brings no formula into a file, also not into its comments', async ({ seeded }) => {
  const { origin, close } = await listenTo(seeded)
  const query = 'query ($text: String) { events(where: { search: $text, ids: [] }) { nodes { id } } }'
  const text = `x\r\n=1+1,=cmd|'/C calc'!A0;@SUM(1)\t+1","-1`
  const { status, text: csv } = await outcomeOf(
    `${origin}${pathOf({ format: 'csv', query: `${query} # ,=1+1\n#;=1`, variables: JSON.stringify({ text }) })}`,
  )
  expect(status).toBe(200)
  const cells = csv.trimEnd().split(/[\r\n,;\t]+/)
  expect(cells.length).toBeGreaterThan(5)
  for (const cell of cells) expect(cell).toMatch(/^["\s]*(?![=+\-@"\s])/)
  await close()
})

async function listenTo(service: Parameters<typeof listen>[0], options: Parameters<typeof listen>[1] = {}) {
  const listener = await listen(service, options)
  return { origin: listener.origin, close: () => listener.close() }
}

test('an export needs the rights and documents of any other operation', async ({ service }) => {
  const { db } = service
  const authenticate = createAuthenticate({ db, readNeedsKey: true, log: silent })
  const [other, trusted] = [
    pathOf({ format: 'csv', query: '{ events { nodes { title } } }' }),
    pathOf({ format: 'csv', name: 'names' }),
  ]
  const persisted = new PersistedDocuments([{ id: 'names', text: EVENTS }], { onlyTrusted: true })
  const { origin, close } = await listenTo(service, { authenticate, persisted })
  expect(await outcomeOf(`${origin}${trusted}`)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
  const secret = await createKey(db, 'reader', ['read'])
  const headers = { authorization: `Bearer ${secret}` }
  expect(await outcomeOf(`${origin}${other}`, { headers })).toMatchObject({ status: 403, code: 'DOCUMENT_NOT_TRUSTED' })
  const { status, text } = await outcomeOf(`${origin}${trusted}`, { headers })
  expect([status, text]).toEqual([200, expect.stringMatching(/\r\nid,title,cursor\r\n$/)])
  // The file says how to make it again without the name.
  expect(text).toContain(`&query=${encodeURIComponent(EVENTS)}&asOf=`)
  await close()
})
