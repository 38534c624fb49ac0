import { createHash } from 'node:crypto'
import { Agent } from 'node:http'
import { expect } from 'vitest'
import { schema } from '../../../schema/schema.ts'
import { PersistedDocuments } from '../../../server/operation/document/persisted-documents.ts'
import { queryFiles, readProjectFile } from '../../support/documents/project-documents.ts'
import { send } from '../../support/fuzz/fuzz.ts'
import { OperationMaker } from '../../support/fuzz/operation.ts'
import { requestOf, type FuzzAnswer, type FuzzRequest } from '../../support/fuzz/request.ts'
import { listen } from '../../support/listener.ts'
import { chanceOf } from '../../support/random.ts'
import { test } from '../../support/service.ts'

const JSON_HEADERS = { 'content-type': 'application/json' }
const ACCEPT = [
  undefined,
  '*/*',
  'application/*',
  'application/json',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json;q=0.9',
  'application/graphql-response+json; charset=utf-8, application/json; charset=latin1',
  'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json;q=0.9',
  'text/event-stream, application/json',
  'application/json, text/event-stream',
  'text/html, */*;q=0.1',
  'APPLICATION/JSON',
  'text/html',
]

function post(body: object | string, headers: Record<string, string> = {}): FuzzRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { path: '/graphql', method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body: text }
}

function get(parameters: Record<string, string>, headers: Record<string, string> = {}): FuzzRequest {
  return { path: `/graphql?${new URLSearchParams(parameters)}`, method: 'GET', headers, body: undefined }
}

const NAMED = 'query A { __typename } query B($first: Int) { events(first: $first) { nodes { id } } }'
const PAST = '{ events(asOf: "2020-01-01T00:00:00Z", first: 1) { totalCount } }'

const NAMED_DOCUMENT = 'query Named($first: Int) { events(first: $first) { nodes { id } } }'
const CHANGES = 'subscription { eventChanged { event { id } } }'
const SHA256 = createHash('sha256').update(NAMED_DOCUMENT).digest('hex')
const OTHER_SHA256 = createHash('sha256').update('{ __typename }').digest('hex')

function apollo(sha256Hash: unknown, version: unknown = 1) {
  return { persistedQuery: { version, sha256Hash } }
}

function newPersisted(): PersistedDocuments {
  return new PersistedDocuments([
    { id: 'named', text: NAMED_DOCUMENT },
    { id: 'a/b', text: '{ __typename }' },
    { id: 'changes', text: CHANGES },
    { id: 'write', text: 'mutation { retractEvent(input: {}) { event { id } } }' },
  ])
}

/** Documents that are named, and what is wrong with names. */
const PERSISTED: FuzzRequest[] = [
  post({ documentId: 'named', variables: { first: 1 } }),
  post({ documentId: 'named', query: '', operationName: 'Named' }),
  post({ documentId: 'named', query: NAMED_DOCUMENT }),
  post({ documentId: 'named', extensions: apollo(SHA256) }),
  post({ documentId: `sha256:${SHA256}` }),
  post({ documentId: `sha256:${OTHER_SHA256}` }),
  post({ documentId: 'nothing' }),
  post({ documentId: '' }),
  post({ documentId: 5 }),
  post({ documentId: null, query: '{ __typename }' }),
  post({ documentId: 'changes' }, { accept: 'application/json' }),
  post({ documentId: 'write' }),
  get({ documentId: 'named' }),
  get({ documentId: 'named', query: '' }),
  get({ documentId: 'named', query: '{ __typename }' }),
  get({ documentId: 'write' }),
  get({ documentId: '' }),
  ...['named', 'a%2Fb', 'nothing', 'write', '', '%', 'named/', 'x'.repeat(500)].flatMap((name) => [
    { ...get({ variables: '{"first":1}' }), path: `/graphql/${name}?variables={"first":1}` },
    { ...post({}), path: `/graphql/${name}` },
    { ...get({}), path: `/graphql/${name}?query={x}` },
    { ...get({}), path: `/graphql/${name}?variables=x` },
  ]),
  { ...post({}), path: '/graphql/named', method: 'PUT' },
  post({ extensions: apollo(OTHER_SHA256.toUpperCase()) }),
  get({ extensions: JSON.stringify(apollo(OTHER_SHA256)) }, { accept: 'application/graphql-response+json' }),
  get({ extensions: JSON.stringify(apollo(OTHER_SHA256)) }, { 'if-none-match': '*' }),
  post({ query: '{ __typename }', extensions: apollo(SHA256) }),
  post({ query: '{ nothing }', extensions: apollo(createHash('sha256').update('{ nothing }').digest('hex')) }),
  post({ extensions: apollo(createHash('sha256').update('{ nothing }').digest('hex')) }),
  post({ query: '{ __typename }', extensions: apollo(OTHER_SHA256) }),
  post({ extensions: apollo(OTHER_SHA256.toUpperCase()) }),
  get({ extensions: JSON.stringify(apollo(OTHER_SHA256)) }),
  ...[apollo('x'), apollo(SHA256, 2), apollo(null), { persistedQuery: 'x' }, { persistedQuery: [] }].flatMap(
    (extensions) => [post({ extensions }), post({ query: NAMED_DOCUMENT, extensions })],
  ),
  post({ query: '{ __typename }', extensions: { persistedQuery: null, other: 1 } }),
  post({ extensions: { other: 1 } }),
]

/** Requests that one of the two ways could read in another way. */
const REQUESTS: FuzzRequest[] = [
  ...ACCEPT.flatMap((accept) => [
    post({ query: '{ __typename }' }, accept === undefined ? {} : { accept }),
    post({ query: '{ event(id: "x") { id } }' }, accept === undefined ? {} : { accept }),
    post({ query: '{ nothing' }, accept === undefined ? {} : { accept }),
    post({ query: '{ nothing }' }, accept === undefined ? {} : { accept }),
    post({ query: 'query Q($first: Int!) { events(first: $first) { totalCount } }' }, { accept: accept ?? '*/*' }),
    get({ query: 'mutation { retractEvent(input: {}) { event { id } } }' }, accept === undefined ? {} : { accept }),
    get({ query: PAST }, accept === undefined ? {} : { accept }),
  ]),
  post({ query: NAMED, operationName: 'B', variables: { first: 2 } }),
  post({ query: NAMED, operationName: 'B', variables: null, extensions: null }),
  post({ query: NAMED }),
  // Only the first field is executed.
  post({ query: '{ queryCost(dryRun: true) { cost } events(first: -1) { totalCount } }' }),
  post({ query: NAMED, operationName: 'C' }),
  post({ query: NAMED, operationName: '' }),
  post({ query: NAMED, operationName: 1 }),
  post({ query: NAMED, variables: [] }),
  post({ query: NAMED, variables: 'x' }),
  post({ query: '{ __typename }', extensions: {} }),
  post({ query: '{ __typename }', extensions: 'x' }),
  post({ query: '{ __typename }', id: '1' }),
  post({ query: '{ __typename }', id: null }),
  post({ query: '' }),
  post({ query: null }),
  post({ query: ['{ __typename }'] }),
  post({}),
  post('[]'),
  post('null'),
  post('{'),
  post(''),
  post('\ufeff{"query":"{ __typename }"}'),
  post({ query: '{ __typename }' }, { 'content-type': 'application/json; charset=utf-8' }),
  post({ query: '{ __typename }' }, { 'content-type': 'application/json;charset=UTF-8' }),
  post({ query: '{ __typename }' }, { 'content-type': 'application/json; charset=utf-16' }),
  post({ query: '{ __typename }' }, { 'content-type': 'application/jsonp' }),
  post({ query: '{ actor(id: "x\u{1f600}\\u0000") { id } }' }),
  get({ query: NAMED, operationName: 'B', variables: '{"first":2}' }),
  get({ query: NAMED, operationName: '', variables: '' }),
  get({ query: NAMED, operationName: 'B', variables: 'null' }),
  get({ query: NAMED, operationName: 'B', variables: '[]' }),
  get({ query: NAMED, operationName: 'B', variables: '{' }),
  get({ query: '{ __typename }', extensions: '{}' }),
  get({ query: '{ __typename }', unknown: '1' }),
  get({ query: '' }),
  get({}),
  get({ query: PAST }, { authorization: 'Bearer x' }),
  get({ query: PAST }, { 'if-none-match': '*' }),
  get({ query: PAST }, { origin: 'https://other.example' }),
  { ...post({ query: '{ __typename }' }), path: '/graphql?x=1' },
  { ...post({ query: '{ __typename }' }), path: '/x/../graphql' },
  { ...post({ query: '{ __typename }' }), method: 'PUT' },
  ...['a:b:c', '', 'other.example:1', '[::1]:80', 'a b'].map((host) => post({ query: '{ __typename }' }, { host })),
]

/** Of those that answers of the two ways need not share: the date, and the length where one is written in parts. */
const OTHER_HEADERS = ['date', 'connection', 'keep-alive', 'ratelimit', 'content-length', 'transfer-encoding']

/** Some answers have the moment of the request, also inside of cursors. */
function comparable(answer: FuzzAnswer | undefined): object | undefined {
  if (answer === undefined) return undefined
  const headers = Object.entries(answer.headers).filter(([name]) => !OTHER_HEADERS.includes(name))
  const body = answer.body
    // A stream has one more heartbeat if the machine is slow.
    .replaceAll(/^:\n\n/gm, '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT')
    .replaceAll(/"(\w*[cC]ursor)":"[^"]+"/g, '"$1":"CURSOR"')
  return { ...answer, headers: Object.fromEntries(headers), body }
}

/** A diff until now has other moments and cursors each time, under any alias. */
function isRepeatable({ path, body }: FuzzRequest): boolean {
  return !`${path} ${body}`.includes('eventDiff')
}

test('a plain request gets the same status, headers and bytes as one that goes through Yoga', async ({ seeded }) => {
  const agent = new Agent({ keepAlive: true })
  const plain = await listen(seeded, { persisted: newPersisted() })
  const yoga = await listen(seeded, { persisted: newPersisted(), skipsYoga: false })
  const chance = chanceOf(15)
  const operations = new OperationMaker(schema, chance, [])
  const requests = [
    ...REQUESTS,
    ...PERSISTED,
    ...queryFiles.map((file) => post({ query: readProjectFile(`docs/queries/${file}`) })),
    ...Array.from({ length: 300 }, () => requestOf(operations.next(), chance, undefined)).filter(isRepeatable),
  ]
  const statuses = new Set<number | undefined>()
  for (const request of requests) {
    const sent = { ...request, headers: { ...request.headers, 'x-request-id': 'same' } }
    const [fast, slow] = await Promise.all([plain, yoga].map(({ origin }) => send(origin, sent, agent)))
    expect([request, comparable(fast)]).toEqual([request, comparable(slow)])
    statuses.add(fast?.status)
  }
  expect([...statuses]).toEqual(expect.arrayContaining([200, 304, 400, 404, 405, 406, 415]))
  expect([...statuses]).not.toContain(500)
  agent.destroy()
  await plain.close()
  await yoga.close()
})
