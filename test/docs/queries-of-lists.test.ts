import { expect } from 'vitest'
import { runQueryFile, type List, type Titled } from '../support/documents/project-documents.ts'
import { test } from '../support/service.ts'

test('search: returns the fighting without the exercise, with the words found', async ({ seeded }) => {
  interface Edge {
    node: Titled
    highlights: { field: string; text: string; matches: { start: number; end: number }[] }[]
  }
  const { events } = await runQueryFile<{ events: { edges: Edge[] } }>('search', seeded)
  const clash = events.edges.find(({ node }) => node.title === 'Heavy fighting in Nagorno-Karabakh')
  expect(clash?.highlights).toContainEqual({
    field: 'QUOTE',
    text: 'the intensity of fighting decreased',
    matches: [{ start: 17, end: 25 }],
  })
  expect(events.edges.map(({ node }) => node.title)).toContain('Azerbaijani shelling goes on after the halt')
  expect(events.edges.map(({ node }) => node.title)).not.toContain('Russian military exercise in Dagestan')
  for (const { highlights } of events.edges) {
    const words = highlights.flatMap(({ text, matches }) => matches.map(({ start, end }) => text.slice(start, end)))
    expect(words.length).toBeGreaterThan(0)
    for (const word of words) expect(word).toMatch(/^(fight|shell)/i)
  }
})

test('counts: counts by month and kind, and gives "dozens" of dead no best number and no upper bound', async ({
  seeded,
}) => {
  interface Group {
    count: number
  }
  const { events, inApril } = await runQueryFile<{
    events: { totalCount: number; groups: Group[]; byCertainty: Group[] }
    inApril: { byActor: object[] }
  }>('counts', seeded)
  const inBucket = { key: { month: '2016-04', kind: 'ARMED_CLASH' }, timeFit: 'IN_BUCKET', count: 2 }
  expect(events.groups).toContainEqual(expect.objectContaining(inBucket))
  // The article leaves the end of the heavy fighting open.
  expect(events.groups).toContainEqual({
    key: { month: null, kind: 'ARMED_CLASH' },
    timeFit: 'LONGER',
    count: 1,
    mentionCount: 1,
    fatalitiesLow: 24,
    fatalities: null,
    fatalitiesHigh: null,
    withFatalities: 1,
    withoutFatalitiesBest: 1,
    withoutFatalitiesHigh: 1,
  })
  for (const groups of [events.groups, events.byCertainty]) {
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(events.totalCount)
  }
  expect(inApril.byActor[0]).toEqual({ key: { actor: { name: 'Vladimir Putin' } }, count: 6 })
})

test('casualties: returns the clash with "dozens" dead, the quote and who says so', async ({ seeded }) => {
  const { armedClashes } = await runQueryFile<{ armedClashes: List<object> }>('casualties', seeded)
  expect(armedClashes.nodes).toMatchObject([
    {
      title: 'Heavy fighting in Nagorno-Karabakh',
      quantities: [
        {
          low: 24,
          best: null,
          high: null,
          approximation: 'VAGUE_PLURAL',
          claim: { attribution: [{ mode: 'PUBLICATION' }], quote: { exact: 'killed dozens of soldiers' } },
        },
      ],
    },
  ])
})

test('where-in-russia: returns the exercise in Russia, known no better than the region Dagestan', async ({
  seeded,
}) => {
  const { events } = await runQueryFile<{ events: List<object> & { groups: object[] } }>('where-in-russia', seeded)
  expect(events.nodes).toMatchObject([
    {
      title: 'Russian military exercise in Dagestan',
      location: {
        place: { name: 'Dagestan', parents: [{ kind: 'PART_OF', place: { name: 'Russia' } }] },
        precision: 'ADM1',
      },
    },
  ])
  expect(events.groups).toEqual([{ key: { country: { name: 'Russia' }, place: { name: 'Dagestan' } }, count: 1 }])
})

test('combined-filters: returns no statement, no appeal and nothing confirmed, with quotes and their sources', async ({
  seeded,
}) => {
  interface Node extends Titled {
    kind: string
    certainty: string
    claims: { quote: { exact: string } | null; attribution: object[] }[]
  }
  const { events } = await runQueryFile<{ events: List<Node> & { totalCount: number } }>('combined-filters', seeded)
  expect(events.nodes.map(({ kind, title }) => `${kind}: ${title}`).toSorted()).toEqual([
    'AGREEMENT: Further contacts in various formats are agreed',
    'ARMED_CLASH: Azerbaijani offensive on the Karabakh front',
    'ARMED_CLASH: Azerbaijani shelling goes on after the halt',
    'ARMED_CLASH: Heavy fighting in Nagorno-Karabakh',
    'PHONE_CALL: Putin telephones the president of Armenia',
    'PHONE_CALL: Putin telephones the president of Azerbaijan',
  ])
  expect(events.totalCount).toBe(6)
  for (const { certainty, claims } of events.nodes) {
    expect(certainty).not.toBe('CONFIRMED')
    expect(claims.length).toBeGreaterThan(0)
    for (const { quote, attribution } of claims) expect([quote?.exact, attribution.length]).not.toContain(undefined)
  }
})

test('what-changed: returns every event of the report as entered, since none was stored in May 2016', async ({
  seeded,
}) => {
  interface Difference {
    change: string
    before: object | null
    after: { id: string; certainty: string }
    revisions: { kind: string; by: string }[]
  }
  const { eventDiff } = await runQueryFile<{ eventDiff: List<Difference> & { to: string; enteredCount: number } }>(
    'what-changed',
    seeded,
  )
  const { to, enteredCount, nodes } = eventDiff
  const { data } = await seeded.ask<{ events: { totalCount: number } }>(
    '{ events(where: { occurred: { during: "2016-04" } }) { totalCount } }',
  )
  expect([enteredCount, nodes.length]).toEqual([data.events.totalCount, data.events.totalCount])
  for (const { change, before, after, revisions } of nodes) {
    expect([change, before, after.id.endsWith(`@${to}`)]).toEqual(['ENTERED', null, true])
    expect(revisions).toMatchObject([{ kind: 'CREATED', by: 'seed' }])
  }
})
