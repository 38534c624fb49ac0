import { expect } from 'vitest'
import { runQueryFile, type List, type Titled } from '../support/documents/project-documents.ts'
import { test } from '../support/service.ts'

test('the-calls: returns both calls, the agreement with its quote, and the meeting that is unclear', async ({
  seeded,
}) => {
  interface Call extends Titled {
    relations: object[]
    claims: object[]
  }
  const { phoneCalls } = await runQueryFile<{ phoneCalls: List<Call> }>('the-calls', seeded)
  expect(phoneCalls.nodes.map(({ title }) => title).toSorted()).toEqual([
    'Putin telephones the president of Armenia',
    'Putin telephones the president of Azerbaijan',
  ])
  const quoteOf = (exact: string) => ({
    claims: expect.arrayContaining([expect.objectContaining({ quote: { exact } })]),
  })
  for (const call of phoneCalls.nodes) {
    expect(call).toMatchObject({
      initiators: [{ actor: { name: 'Vladimir Putin' }, office: { title: 'President of Russia' } }],
      recipients: [{ actor: { name: call.title.endsWith('Armenia') ? 'Serzh Sarkisian' : 'Ilham Aliyev' } }],
      claims: expect.arrayContaining([
        expect.objectContaining({
          quote: { exact: 'telephoned his Armenian and Azerbaijani counterparts', sentence: 1 },
        }),
      ]),
    })
    expect(call.relations).toContainEqual(
      expect.objectContaining({
        kind: 'OUTCOME_OF',
        event: expect.objectContaining({
          title: 'Further contacts in various formats are agreed',
          ...quoteOf('It was agreed that contacts should continue'),
        }),
      }),
    )
    expect(call.relations).toContainEqual(
      expect.objectContaining({
        kind: 'PURPOSE_OF',
        event: expect.objectContaining({
          __typename: 'Meeting',
          realis: 'HYPOTHETICAL',
          certainty: 'UNCLEAR',
          ...quoteOf('whether Putin sought to organize a meeting'),
        }),
      }),
    )
  }
})

test('planned-desired-denied: returns what is planned, asked for, thought of, and both events said not to have happened', async ({
  seeded,
}) => {
  const { events } = await runQueryFile<{ events: List<Titled & { realis: string; polarity: string }> }>(
    'planned-desired-denied',
    seeded,
  )
  expect(events.nodes.map(({ title, realis, polarity }) => `${polarity} ${realis}: ${title}`).toSorted()).toEqual([
    'NEGATIVE ACTUAL: Moscow pledging support for the Armenian side',
    'NEGATIVE ACTUAL: Moscow publicly blaming Baku for the fighting',
    'POSITIVE DESIRED: Armenian-Azerbaijani peace talks in the Minsk Group',
    'POSITIVE HYPOTHETICAL: A meeting of Sarkisian and Aliyev that Putin may have sought',
    "POSITIVE SCHEDULED: Sarkisian's official visit to Germany",
    "POSITIVE SCHEDULED: Sarkisian's talks with Chancellor Merkel",
    "POSITIVE SCHEDULED: Sarkisian's talks with Foreign Minister Steinmeier",
  ])
})

test('possibly-and-certainly: returns the fighting of unknown end as possible, and the offensive as certain', async ({
  seeded,
}) => {
  const { possibly, certainly } = await runQueryFile<Record<'possibly' | 'certainly', List<object>>>(
    'possibly-and-certainly',
    seeded,
  )
  const offensive = { title: 'Azerbaijani offensive on the Karabakh front', occurred: { edtf: '2016-04-02' } }
  expect(certainly.nodes).toEqual([offensive])
  expect(possibly.nodes).toContainEqual(offensive)
  expect(possibly.nodes).toContainEqual({
    title: 'Heavy fighting in Nagorno-Karabakh',
    occurred: { edtf: '2016-04-02/..' },
  })
})

test("any-spelling: finds the events of Armenia's president, planned ones too, by a Cyrillic spelling", async ({
  seeded,
}) => {
  const { events } = await runQueryFile<{
    events: List<{ realis: string; participations: object[] }> & { totalCount: number }
  }>('any-spelling', seeded)
  expect(events.totalCount).toBe(7)
  expect(new Set(events.nodes.map(({ realis }) => realis))).toEqual(new Set(['ACTUAL', 'SCHEDULED']))
  for (const { participations } of events.nodes) {
    expect(participations).toContainEqual(
      expect.objectContaining({
        actor: {
          name: 'Serzh Sarkisian',
          names: expect.arrayContaining([{ name: 'Serzh Sargsyan', kind: 'ALIAS' }]),
        },
        office: { title: 'President of Armenia' },
      }),
    )
  }
})

test('counterparts: names both presidents, how often, when last and how, and both as called', async ({ seeded }) => {
  const { actors } = await runQueryFile<{ actors: List<{ counterparts: object[]; onThePhone: object[] }> }>(
    'counterparts',
    seeded,
  )
  const [putin] = actors.nodes
  expect(putin).toMatchObject({ name: 'Vladimir Putin' })
  for (const name of ['Serzh Sarkisian', 'Ilham Aliyev']) {
    expect(putin?.counterparts).toContainEqual({
      actor: { __typename: 'Person', name },
      eventCount: 4,
      lastContact: '2016-04-05',
      kinds: [
        { kind: 'APPEAL', count: 2 },
        { kind: 'AGREEMENT', count: 1 },
        { kind: 'PHONE_CALL', count: 1 },
      ],
    })
    expect(putin?.onThePhone).toContainEqual({ actor: { name }, lastContact: '2016-04-05' })
  }
  expect(putin?.onThePhone).toHaveLength(2)
})
