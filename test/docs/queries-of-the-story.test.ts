import { expect } from 'vitest'
import { runQueryFile, type List, type Titled } from '../support/documents/project-documents.ts'
import { test } from '../support/service.ts'

interface Claim {
  aspect: string
  hedge: string | null
  quote: { exact: string; sentence: number }
  attribution: { name: string; mode: string }[]
}

test('what-is-unclear: returns the hypothetical meeting, and which claims about the exercise are unclear', async ({
  seeded,
}) => {
  const { events, exercises } = await runQueryFile<Record<'events' | 'exercises', List<object>>>(
    'what-is-unclear',
    seeded,
  )
  expect(events.nodes).toMatchObject([
    {
      __typename: 'Meeting',
      realis: 'HYPOTHETICAL',
      claims: expect.arrayContaining([
        {
          hedge: 'it was not clear whether',
          quote: { exact: 'whether Putin sought to organize a meeting', sentence: 6 },
        },
      ]),
    },
  ])
  expect(exercises.nodes).toMatchObject([
    {
      plannedBeforehand: 'UNCLEAR',
      claims: [
        { aspect: 'DETAIL', detail: 'plannedBeforehand', quote: { exact: 'were planned beforehand', sentence: 13 } },
        { aspect: 'RELATION', quote: { exact: 'are connected with the Karabakh escalation', sentence: 13 } },
      ],
    },
  ])
})

test('who-says-so: returns the attribution chain of each claim, from its origin to the article', async ({ seeded }) => {
  const { events } = await runQueryFile<{
    events: List<Titled & { claims: Claim[]; origins: { kind: string; isProven: boolean }[] }>
  }>('who-says-so', seeded)
  const claims = events.nodes.flatMap((event) => event.claims)
  for (const { quote, attribution } of claims) {
    expect(quote.exact).not.toBe('')
    expect(attribution.at(-1)).toMatchObject({ mode: 'PUBLICATION', article: { publishedOn: '2016-04-05' } })
  }
  // One article is one origin, and its text is not stored here.
  for (const { origins } of events.nodes) expect(origins).toMatchObject([{ isProven: false }])
  const chainOf = (exact: string) =>
    claims.find(({ quote }) => quote.exact === exact)?.attribution.map(({ name }) => name)
  expect(chainOf('worst escalation of the Karabakh conflict since 1994')).toEqual([
    'Vladimir Putin',
    'Presidential Administration of Russia',
    'the article of 5 April 2016',
  ])
  expect(chainOf('continued to shell Armenian positions')).toEqual([
    'Karabakh Armenian army',
    'Spokesman of the Karabakh Armenian army (unnamed, 5 April 2016)',
    'the article of 5 April 2016',
  ])
})

test('the-exercise: returns organiser, region, about 1,000 soldiers and five days, each with its hedge', async ({
  seeded,
}) => {
  const { exercises } = await runQueryFile<{ exercises: List<object> }>('the-exercise', seeded)
  expect(exercises.nodes).toMatchObject([
    {
      title: 'Russian military exercise in Dagestan',
      occurred: { edtf: '2016-04-05/..', precision: 'RANGE' },
      location: {
        place: { name: 'Dagestan', parents: [{ kind: 'PART_OF', place: { name: 'Russia' } }] },
        precision: 'ADM1',
      },
      organisers: [{ actor: { name: 'Russian military', country: { name: 'Russia' } } }],
      personnel: [{ low: null, best: 1000, high: null, approximation: 'ABOUT', claim: { hedge: 'reportedly' } }],
      equipment: [{ low: 24, best: null, high: null, approximation: 'VAGUE_PLURAL', claim: { hedge: 'reportedly' } }],
      durationDays: 5,
      plannedBeforehand: 'UNCLEAR',
      relations: [
        {
          kind: 'CONNECTED_WITH',
          certainty: 'UNCLEAR',
          event: { title: 'Heavy fighting in Nagorno-Karabakh' },
          claims: [{ hedge: 'It was not clear whether' }],
        },
      ],
    },
  ])
})
