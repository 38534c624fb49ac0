import { expect } from 'vitest'
import { maskError } from '../../../server/operation/mask-errors.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

function post(service: Service, body: string, headers: Record<string, string> = {}) {
  return service.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body,
  })
}

async function rejectionOf(response: Response): Promise<[status: number, code: unknown]> {
  const { errors } = (await response.json()) as { errors: { message: string; extensions?: { code?: string } }[] }
  expect(errors[0]!.message).toMatch(/^\S.*\.?$/s)
  return [response.status, errors[0]!.extensions?.code]
}

async function ask(service: Service, query: string, variables?: unknown) {
  return rejectionOf(await post(service, JSON.stringify({ query, variables })))
}

function nested(depth: number) {
  return `{ storylines { nodes ${'{ parent '.repeat(depth)}{ id }${' }'.repeat(depth)} } }`
}

test('rejects oversized documents with QUERY_TOO_COSTLY before it reads anything', async ({ seeded }) => {
  const documents: [name: string, query: string][] = [
    ['depth', nested(30)],
    ['extreme depth', nested(3000)],
    ['aliases', `{ ${Array.from({ length: 600 }, (_, i) => `a${i}: datasets { id }`).join(' ')} }`],
    ['directives', `{ __typename ${'@include(if: true) '.repeat(200)} }`],
    ['fields', `{ ${Array.from({ length: 2_100 }, () => 'datasets { id }').join(' ')} }`],
    ['brackets of a value', `{ nodes(ids: ${'['.repeat(5_000)}${']'.repeat(5_000)}) { id } }`],
    [
      'a chain of fragments',
      `{ ...f0 } ${Array.from({ length: 150 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} }`).join(' ')} fragment f150 on Query { __typename }`,
    ],
    ['tokens', `{ ${'a '.repeat(20_000)} }`],
    ['characters', `{ __typename # ${'a'.repeat(100_000)}\n }`],
    ['definitions', `{ __typename } ${Array.from({ length: 100 }, (_, i) => `query q${i} { __typename }`).join(' ')}`],
    ['spreads', `{ ${'...f '.repeat(600)} } fragment f on Query { __typename }`],
    [
      'fields to merge',
      `{ ${Array.from({ length: 450 }, (_, i) => `events(first: ${i % 100}) { totalCount }`).join(' ')} }`,
    ],
    [
      'exponential fragments',
      `{ ...f0 } ${Array.from({ length: 25 }, (_, i) => `fragment f${i} on Query { a: datasets { id } ...f${i + 1} ...f${i + 1} node(id: "x") { id } }`).join(' ')} fragment f25 on Query { ${Array.from({ length: 600 }, (_, i) => `b${i}: __typename`).join(' ')} }`,
    ],
  ]
  for (const [name, query] of documents) {
    // CPU time, because the elapsed time depends on the load of the machine.
    const started = process.cpuUsage()
    expect([name, ...(await ask(seeded, query))]).toEqual([name, 400, 'QUERY_TOO_COSTLY'])
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1_000).toBeLessThan(5_000)
  }
  expect(seeded.statements).toEqual([])
})

test('rejects an invalid request with status 400 and a code, never with 500', async ({ seeded }) => {
  const cycle = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'
  expect(await ask(seeded, cycle)).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  expect(await ask(seeded, '{ nope }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  expect(await ask(seeded, '{')).toEqual([400, 'GRAPHQL_PARSE_FAILED'])
  expect(await ask(seeded, '')).toEqual([400, expect.stringMatching(/GRAPHQL_PARSE_FAILED|BAD_USER_INPUT/)])
  expect(await ask(seeded, 'query($n: Int) { events(first: $n) { totalCount } }', { n: 'x' })).toEqual([
    400,
    'BAD_USER_INPUT',
  ])
  expect(await ask(seeded, 'query($n: Int) { events(first: $n) { totalCount } }', { n: 2 ** 40 })).toEqual([
    400,
    'BAD_USER_INPUT',
  ])
  expect(await ask(seeded, '{ events(first: 0) { nodes { id } } }')).toEqual([400, 'BAD_USER_INPUT'])
  expect(
    await ask(seeded, 'query($w: EventWhere) { events(where: $w) { totalCount } }', {
      w: { kinds: ['x'.repeat(10_000)] },
    }),
  ).toEqual([400, 'BAD_USER_INPUT'])
  const deep = `{"query":"query($ids: [ID!]!) { nodes(ids: $ids) { id } }","variables":{"ids":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`
  expect(await rejectionOf(await post(seeded, deep))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await ask(seeded, '{ place(by: { name: "a", id: "b" }) { id } }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  expect(await ask(seeded, '{ events(first: 1) { totalCount } events(first: 2) { totalCount } }')).toEqual([
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ])
  const many = await post(
    seeded,
    JSON.stringify({ query: `{ ${Array.from({ length: 50 }, (_, i) => `n${i}`).join(' ')} }` }),
  )
  const { errors } = (await many.json()) as { errors: { message: string }[] }
  expect([many.status, errors.length, errors.at(-1)?.message]).toEqual([
    400,
    21,
    'The document has more than 20 errors; the others are not listed.',
  ])
  expect(await ask(seeded, 'query A { __typename } query B { __typename }')).toEqual([
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ])
  const conditional = [
    '{ eventChanged @skip(if: true) { version } }',
    '{ eventChanged @include(if: $yes) { version } }',
    '{ ... @include(if: false) { eventChanged { version } } }',
    '{ ...a @skip(if: $yes) }',
    '{ ... on Subscription { ...b } }',
  ]
  const fragments = {
    a: 'fragment a on Subscription { eventChanged { version } }',
    b: 'fragment b on Subscription { eventChanged @skip(if: $yes) { version } }',
  }
  for (const selection of conditional) {
    const used = Object.entries(fragments).map(([name, text]) => (selection.includes(`...${name}`) ? text : ''))
    const variable = `${selection}${used.join('')}`.includes('$yes') ? '($yes: Boolean!)' : ''
    const query = `subscription ${variable} ${selection} ${used.join(' ')}`
    expect([query, ...(await ask(seeded, query, { yes: true }))]).toEqual([query, 400, 'GRAPHQL_VALIDATION_FAILED'])
  }
})

test('text that the database cannot store causes at most BAD_USER_INPUT', async ({ seeded }) => {
  for (const name of ['a\u0000b', '\ud800']) {
    const { data, errors } = await seeded.ask('query($name: String) { actor(by: { name: $name }) { id } }', { name })
    expect(data).toEqual({ actor: null })
    expect(errors?.[0]?.extensions?.['code'] ?? 'BAD_USER_INPUT').toBe('BAD_USER_INPUT')
  }
  const { data } = await seeded.ask('query($name: String) { actor(by: { name: $name }) { id } }', {
    name: "%_\\'; drop table actors",
  })
  expect(data).toEqual({ actor: null })
})

test('500 ids in a filter use fewer than 10 parameters of the statement', async ({ seeded }) => {
  const actors = Array.from({ length: 500 }, () => 'act_01h455vb4pex5vsknk084sn02q')
  const { data } = await seeded.ask(
    'query($actors: [ID!]) { events(where: { participants: { some: { actors: $actors } } }) { totalCount } }',
    { actors },
  )
  expect(data).toEqual({ events: { totalCount: 0 } })
  expect(seeded.statements[0]!.match(/\$\d+/g)!.length).toBeLessThan(10)
})

test('accepts only JSON in a POST, and accepts a query in a GET', async ({ seeded }) => {
  const form = await post(seeded, 'query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' })
  expect(await rejectionOf(form)).toEqual([415, 'BAD_USER_INPUT'])
  expect(await rejectionOf(await post(seeded, '{ __typename }', { 'content-type': 'application/graphql' }))).toEqual([
    415,
    'BAD_USER_INPUT',
  ])
  expect(await rejectionOf(await post(seeded, '{}', { 'content-type': 'text/plain' }))).toEqual([415, 'BAD_USER_INPUT'])
  expect(await rejectionOf(await post(seeded, 'zzz'))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await rejectionOf(await post(seeded, '[{"query":"{ __typename }"}]'))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await rejectionOf(await post(seeded, 'null'))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await rejectionOf(await post(seeded, '{"query": 5}'))).toEqual([400, 'BAD_USER_INPUT'])
  expect(await rejectionOf(await post(seeded, '{"query": "{ __typename }", "variables": 5}'))).toEqual([
    400,
    'BAD_USER_INPUT',
  ])
  const get = await seeded.fetch(`/graphql?query=${encodeURIComponent('{ datasets { name } }')}`)
  expect(await get.json()).toMatchObject({ data: { datasets: [{ name: 'dateline-seed' }] } })
  for (const variables of ['{bad', '[]', '1', '"x"']) {
    const refused = await seeded.fetch(`/graphql?query={__typename}&variables=${encodeURIComponent(variables)}`)
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    ])
  }
})

test('masks an internal error and returns its request id', async ({ service }) => {
  await service.db.execute('alter table events rename to gone')
  const { data, errors } = await service.ask('{ events { nodes { id } } }')
  expect(data).toBeNull()
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(
        /^Internal server error\. Report it to the operator with the request id [\w-]+\.$/,
      ),
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
    }),
  ])
  const response = await post(service, '{"query":"{ events { nodes { id } } }"}')
  expect(response.status).toBe(500)
})

test('a statement that is too complex for the database is the fault of the client', async ({ seeded }) => {
  const failure = await seeded.db.execute(`select ${Array.from({ length: 2_000 }, () => '1').join()}`).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(maskError(failure, silent, 'test').extensions['code']).toBe('QUERY_TOO_COSTLY')
})

test('the fields of an answer have the order of the query, whichever is ready first', async ({ seeded }) => {
  const query =
    '{ a: events { totalCount } b: __typename c: datasets { name } d: phoneCalls { totalCount } e: __typename }'
  const response = await post(seeded, JSON.stringify({ query }))
  const { data } = (await response.json()) as { data: object }
  expect(Object.keys(data)).toEqual(['a', 'b', 'c', 'd', 'e'])
})
