import { expect } from 'vitest'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'

function wikidata(value: string) {
  return [{ scheme: 'WIKIDATA', value }]
}

/** A report of the same objects each time. @param text if given, the optional values of the objects */
function reportWith(idempotencyKey: string, text?: string) {
  const until = text === undefined ? {} : { until: '2021-01-01' }
  const given = text !== undefined
  return reportDocument({
    idempotencyKey,
    article: {
      url: `https://news.example/${idempotencyKey}`,
      publisher: { name: 'Example News', ...(given && { homepage: `https://${text}.example/` }) },
      publishedOn: '2020-01-07',
    },
    places: [
      { key: 'land', kind: 'COUNTRY', name: 'Land', externalIds: wikidata('Q10') },
      {
        key: 'town',
        kind: 'SETTLEMENT',
        name: 'Town',
        parents: [{ kind: 'PART_OF', place: 'land', from: '2020-01-01', ...until }],
        ...(given && { latitude: text.length, longitude: 2 }),
      },
    ],
    actors: [
      { key: 'a', kind: 'STATE', name: 'State A' },
      {
        key: 'b',
        kind: 'PERSON',
        name: 'Person B',
        externalIds: wikidata('Q11'),
        ...(given && { description: text, country: 'land' }),
        memberships: [{ organization: 'a', role: 'member', from: '2020-01-01', ...until }],
        tenures: [{ office: 'chair', from: '2020-01-01', ...until }],
      },
    ],
    offices: [{ key: 'chair', title: 'Chair', organization: 'a', ...(given && { place: 'land' }) }],
    storylines: [{ key: 's', title: 'Storyline', ...(given && { summary: text }) }],
    events: [phoneCall({ location: { place: 'town', precision: 'SETTLEMENT' }, storylines: ['s'] })],
  })
}

async function readAll(service: Service) {
  const { data, errors } = await service.ask<Record<string, object>>(`{
    place(by: { name: "Town" }) { latitude longitude parents { until } }
    actor(by: { name: "Person B" }) { ... on Person { description country { name }
      memberships { until } tenures { until office { title place { name } } } } }
    events(first: 1) { nodes { storylines { summary } mentions { nodes { article { publisher { homepage } } } } } } }`)
  expect(errors).toBeUndefined()
  return data
}

test('a stored object gains the values that it lacks from a later report, and keeps those that it has', async ({
  service,
}) => {
  await accept(service, reportWith('one'))
  expect(await readAll(service)).toMatchObject({ place: { latitude: null }, actor: { description: null } })
  const completed = {
    place: { latitude: 5, longitude: 2, parents: [{ until: '2021-01-01' }] },
    actor: {
      description: 'first',
      country: { name: 'Land' },
      memberships: [{ until: '2021-01-01' }],
      tenures: [{ until: '2021-01-01', office: { title: 'Chair', place: { name: 'Land' } } }],
    },
    events: {
      nodes: [
        {
          storylines: [{ summary: 'first' }],
          mentions: { nodes: [{ article: { publisher: { homepage: 'https://first.example/' } } }] },
        },
      ],
    },
  }
  for (const [key, text] of [
    ['two', 'first'],
    ['three', 'another'],
  ] as const) {
    await accept(service, reportWith(key, text))
    expect(await readAll(service)).toEqual(completed)
  }
})
