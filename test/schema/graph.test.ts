import { expect } from 'vitest'
import { test } from '../support/service.ts'

test('tenures(on) returns the offices held on a day', async ({ seeded }) => {
  const { data } = await seeded.ask(`{
    actor(by: { name: "Angela Merkel" }) { ... on Person {
      duringTenure: tenures(on: "2016-04-05") { office { title organization { name } place { name } } from until }
      before: tenures(on: "2005-11-21") { office { title } }
      firstDay: tenures(on: "2005-11-22") { office { title } }
      after: tenures(on: "2021-12-08") { office { title } }
    } }
  }`)
  expect(data).toEqual({
    actor: {
      duringTenure: [
        {
          office: { title: 'Chancellor of Germany', organization: { name: 'Germany' }, place: { name: 'Germany' } },
          from: '2005-11-22',
          until: '2021-12-08',
        },
      ],
      before: [],
      firstDay: [{ office: { title: 'Chancellor of Germany' } }],
      after: [],
    },
  })
})

test('relations are visible from both events, with their claims', async ({ seeded }) => {
  const { data } = await seeded.ask(`{
    exercises { nodes { relations { kind direction certainty basis event { title } claims { certainty hedge quote { exact } } } } }
    ceasefires { nodes { relations(direction: INCOMING, kinds: [VIOLATES]) { kind direction certainty basis event { title } claims { id } } } }
  }`)
  expect(data).toEqual({
    exercises: {
      nodes: [
        {
          relations: [
            {
              kind: 'CONNECTED_WITH',
              direction: 'OUTGOING',
              certainty: 'UNCLEAR',
              basis: 'EXPLICIT',
              event: { title: 'Heavy fighting in Nagorno-Karabakh' },
              claims: [
                {
                  certainty: 'UNCLEAR',
                  hedge: 'It was not clear whether',
                  quote: { exact: 'are connected with the Karabakh escalation' },
                },
              ],
            },
          ],
        },
      ],
    },
    ceasefires: {
      nodes: [
        {
          relations: [
            {
              kind: 'VIOLATES',
              direction: 'INCOMING',
              certainty: 'UNCLEAR',
              basis: 'INFERRED',
              event: { title: 'Azerbaijani shelling goes on after the halt' },
              claims: [],
            },
          ],
        },
      ],
    },
  })
})

test('articles have events and claims, and datasets have a licence and counts', async ({ seeded }) => {
  const { data } = await seeded.ask<{ articles: { nodes: { claims: { quote: { start: number } }[] }[] } }>(`{
    articles { totalCount nodes { url headline body language publishedOn length textSha256 publisher { name } events { totalCount } claims { quote { start } } } }
    datasets { name title licence eventCount reportCount lastImportAt }
    events(first: 1, where: { kinds: [VISIT], realis: [SCHEDULED] }) { nodes { mentions(first: 1) { totalCount nodes { sentence article { publishedOn } extractionConfidence } } codes { scheme code label } storylines { title } } }
  }`)
  expect(data).toMatchObject({
    articles: {
      totalCount: 1,
      nodes: [
        {
          url: null,
          headline: null,
          body: null,
          language: 'en',
          publishedOn: '2016-04-05',
          length: 2342,
          publisher: null,
          textSha256: 'ed9226e3e7bea4f261580b4b75ada24ccf895b44805ef72469e7c55bc8ff8c7b',
          events: { totalCount: 22 },
        },
      ],
    },
    datasets: [
      {
        name: 'dateline-seed',
        eventCount: 22,
        reportCount: 1,
        lastImportAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ],
    events: {
      nodes: [
        {
          mentions: {
            totalCount: 1,
            nodes: [{ sentence: 7, article: { publishedOn: '2016-04-05' }, extractionConfidence: null }],
          },
          codes: [
            { scheme: 'CAMEO', code: '036', label: 'Express intent to meet or negotiate' },
            { scheme: 'PLOVER', code: 'AGREE', label: null },
          ],
          storylines: [],
        },
      ],
    },
  })
  const starts = data.articles.nodes[0]!.claims.map(({ quote }) => quote.start)
  expect(starts).toEqual(starts.toSorted((a, b) => a - b))
})
