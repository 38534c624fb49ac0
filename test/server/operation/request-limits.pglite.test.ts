import { expect } from 'vitest'
import { createApp } from '../../../server/graphql/app.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

test('an answer over the limit is an error', async ({ seeded }) => {
  const app = createApp({ db: seeded.db, cursorKey: 'test', log: silent, maxAnswerBytes: 2_000 })
  const send = async (query: string) => {
    const response = await app.yoga.fetch('http://dateline.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query }),
    })
    return [response.status, await response.json()]
  }
  expect(await send('{ events(first: 1) { nodes { id } } }')).toMatchObject([200, { data: { events: {} } }])
  const tooLarge = [{ message: expect.stringMatching(/larger than 2000/), extensions: { code: 'QUERY_TOO_COSTLY' } }]
  expect(await send('{ events(first: 20) { nodes { id title summary } } }')).toMatchObject([400, { errors: tooLarge }])
  // Errors count too, and so does each byte of a character.
  const failing = Array.from({ length: 30 }, (_, i) => `a${i}: node(id: "${'é'.repeat(60)}") { id }`).join(' ')
  expect(await send(`{ ${failing} }`)).toMatchObject([400, { errors: tooLarge }])
})

test('accepts many fields that can be merged, and those of exclusive types', async ({ seeded }) => {
  const equal = Array.from({ length: 300 }, () => 'events(first: 1) { nodes { id ...F } }').join(' ')
  const exclusive = '... on PhoneCall { x: topics } ... on Visit { x: durationDays }'
  const answers = [
    await seeded.ask(`{ ${equal} } fragment F on Event { title }`),
    await seeded.ask(`{ events(first: 1) { nodes { ... on PhoneCall { x: title } ... on Visit { x: summary } } } }`),
    await seeded.ask(`{ events(first: 1) { nodes { ${exclusive} } } }`),
  ]
  // Two fields of one name must have the same shape, even if no object has both.
  expect(answers.map(({ errors }) => errors?.[0]?.extensions?.['code'])).toEqual([
    undefined,
    'GRAPHQL_VALIDATION_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
  ])
})

test('variables have at most 10,000 values without a key, and arguments 2,000 filters, 4,000 EDTF characters and 2,000 ids', async ({
  seeded,
}) => {
  const send = (where: object) =>
    seeded.ask('query($where: EventWhere) { events(where: $where) { totalCount } }', { where })
  const occurred = { during: '2016'.padEnd(150) }
  const branches = (filter: () => object) => Array.from({ length: 20 }, filter)
  const messages: (string | undefined)[] = []
  for (const where of [
    { kinds: Array.from({ length: 10_000 }, () => 'VISIT') },
    { or: branches(() => ({ and: branches(() => ({ or: branches(() => ({})) })) })) },
    { or: branches(() => ({ not: { occurred }, occurred })) },
    { or: branches(() => ({ publisher: Array.from({ length: 120 }, () => 'pub_01h455vb4pex5vsknk084sn02q') })) },
    { unknown: 1 },
  ]) {
    const { errors } = await send(where)
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
    messages.push(errors?.[0]?.message)
  }
  expect(messages).toEqual([
    expect.stringContaining('at most 10000 values'),
    expect.stringContaining('at most 2000 input objects'),
    expect.stringContaining('at most 4000 EDTF characters'),
    expect.stringContaining('at most 2000 ids'),
    '"unknown" in `where` is not a field of EventWhere.',
  ])
})
