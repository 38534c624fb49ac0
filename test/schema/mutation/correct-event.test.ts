import { expect } from 'vitest'
import { expectNoDrift } from '../../support/import.ts'
import { correcting, desk, publish, report, type Corrected } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'

const CORRECT = `mutation ($input: CorrectEventInput!) { correctEvent(input: $input) {
  event { __typename id kind title summary version occurred { edtf } ... on PhoneCall { topics } ... on Meeting { venue }
    revisions { version kind reason by changes { field before after } } }
  errors { code path message }
} }`

async function prepared(service: Service) {
  const key = await desk(service)
  const { events } = await publish(service, key, report())
  const event = events[0]!.id
  const correct = correcting<object>(service, key, CORRECT, event)
  return { event, correct }
}

test('correctEvent changes the given fields, and the history keeps the previous values', async ({ service }) => {
  const { event, correct } = await prepared(service)
  expect(
    await correct({
      expectedVersion: 1,
      title: 'The presidents speak again',
      summary: 'A second call.',
      occurred: { edtf: '2016-04-06', basis: 'EXPLICIT' },
      phoneCall: { topics: ['ceasefire', 'visits'] },
    }),
  ).toMatchObject({
    errors: [],
    event: {
      __typename: 'PhoneCall',
      id: event,
      title: 'The presidents speak again',
      version: 2,
      occurred: { edtf: '2016-04-06' },
      topics: ['ceasefire', 'visits'],
      revisions: [
        { kind: 'CREATED' },
        {
          version: 2,
          kind: 'CORRECTED',
          reason: 'A reader reported an error',
          by: 'key:Example desk',
          changes: [
            { field: 'title', before: 'The presidents speak', after: 'The presidents speak again' },
            { field: 'summary', before: null, after: 'A second call.' },
            { field: 'occurred', before: { edtf: '2016-04-05' }, after: { edtf: '2016-04-06', precision: 'DAY' } },
            { field: 'details', before: { topics: ['ceasefire'] }, after: { topics: ['ceasefire', 'visits'] } },
          ],
        },
      ],
    },
  })
  expect(await correct({ expectedVersion: 2, summary: null })).toMatchObject({ event: { summary: null, version: 3 } })
  await expectNoDrift(service)
  const { data } = await service.ask(`{
    found: events(where: { search: "again" }) { totalCount }
    before: events(where: { occurred: { during: "2016-04-05" } }) { totalCount }
    changes { nodes { kind version } }
  }`)
  expect(data).toEqual({
    found: { totalCount: 1 },
    before: { totalCount: 0 },
    changes: {
      nodes: [
        { kind: 'CREATED', version: 1 },
        { kind: 'CORRECTED', version: 2 },
        { kind: 'CORRECTED', version: 3 },
      ],
    },
  })
})

test('correctEvent changes the kind if the kind allows the roles of the event, and keeps the id', async ({
  service,
}) => {
  const { event, correct } = await prepared(service)
  expect(await correct({ expectedVersion: 1, kind: 'MEETING', meeting: { venue: 'The palace' } })).toMatchObject({
    event: null,
    errors: [{ code: 'BAD_USER_INPUT', path: ['kind'], message: expect.stringContaining('RECIPIENT') }],
  })
  expect(await correct({ expectedVersion: 1, kind: 'AID' })).toMatchObject({
    errors: [],
    event: { __typename: 'GenericEvent', id: event, kind: 'AID', version: 2 },
  })
  await expectNoDrift(service)
  expect(await correct({ expectedVersion: 2, kind: 'PHONE_CALL', phoneCall: { topics: ['aid'] } })).toMatchObject({
    errors: [],
    event: { __typename: 'PhoneCall', topics: ['aid'], version: 3 },
  })
})

test('correctEvent returns all errors at once and changes nothing', async ({ service }) => {
  const { correct } = await prepared(service)
  const summarize = ({ event, errors }: Corrected<object>) => [
    event,
    errors.map(({ code, path }) => `${code} ${path.join('.')}`),
  ]
  expect(summarize(await correct({ expectedVersion: 1, title: '' }))).toEqual([null, ['BAD_USER_INPUT title']])
  expect(
    summarize(
      await correct({
        expectedVersion: 1,
        occurred: { edtf: '2016-04', basis: 'EXPLICIT', precision: 'HOUR' },
        phoneCall: { topics: [''] },
      }),
    ),
  ).toEqual([null, ['BAD_USER_INPUT phoneCall.topics.0', 'BAD_USER_INPUT occurred.precision']])
  expect(summarize(await correct({ expectedVersion: 1, meeting: { venue: 'x' } }))).toEqual([null, ['BAD_USER_INPUT ']])
  expect(summarize(await correct({ expectedVersion: 1, title: 'The presidents speak' }))).toEqual([
    null,
    ['BAD_USER_INPUT '],
  ])
  expect(summarize(await correct({ expectedVersion: 7, title: 'x' }))).toEqual([null, ['CONFLICT expectedVersion']])
  const { data } = await service.ask('{ events { nodes { version title } } }')
  expect(data).toEqual({ events: { nodes: [{ version: 1, title: 'The presidents speak' }] } })
})
