import { expect } from 'vitest'
import { publishReport } from '../../../ingest/publish.ts'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift } from '../../support/import.ts'
import { countRows } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'

/** Vietnamese, Greek, Hangul, Devanagari, Arabic, and letters that Unicode composes only in part. */
const NAMES = ['Nguyễn Phú Trọng', 'Άννα Ώρα', '김대중', 'क़ाज़ी ज़िया', 'آية أحمد', 'Ṩà̧m q̃ Õ̱rd']
const FORMS = ['NFC', 'NFD'] as const
type Form = (typeof FORMS)[number]

function nfc(text: string): string {
  return text.normalize('NFC')
}

/** A report in which every name and text is in one normal form. The text of its article is too. */
function documentIn(form: Form, url: string) {
  const texts = NAMES.map((name) => name.normalize(form))
  const [first = ''] = texts
  const text = `${texts.join(' and ')} met.`
  const document = reportDocument({
    article: { url, body: text, headline: `${first} met`, publisher: { name: first } },
    actors: texts.map((name, i) => ({
      key: `a${i}`,
      kind: 'PERSON',
      name,
      names: [{ name: `${name} II`, kind: 'ALIAS' }],
    })),
    places: texts.map((name, i) => ({ key: `p${i}`, kind: 'SETTLEMENT', name })),
    offices: [{ key: 'office', title: first }],
    storylines: [{ key: 'story', title: `About ${first}` }],
    events: texts.map((name, i) =>
      phoneCall({
        key: `e${i}`,
        title: `Call of ${name}`,
        location: { place: `p${i}`, precision: 'SETTLEMENT' },
        participations: [{ actor: `a${i}`, role: 'INITIATOR' }],
        claims: [claim('', { quote: { exact: name } })],
        occurred: { edtf: '2020-01-06', basis: 'INFERRED' },
        storylines: ['story'],
      }),
    ),
  })
  return { document, text }
}

const LOOK_UPS = `query ($name: String!, $words: String!, $story: String!) {
  actor(by: { name: $name }) { name }
  alias: actor(by: { name: $words }) { name }
  place(by: { name: $name }) { name }
  searched: actors(where: { search: $name }, first: 1) { nodes { name } }
  prefixed: actors(where: { namePrefix: $name }) { nodes { name } }
  searchedPlaces: places(where: { search: $name }, first: 1) { nodes { name } }
  prefixedPlaces: places(where: { namePrefix: $name }) { nodes { name } }
  byParticipant: events(where: { participants: { some: { name: $name } } }) { totalCount }
  bySearch: events(where: { search: $name }) { totalCount nodes { title } }
  articles(where: { search: $story }) { totalCount nodes { headline publisher { name } } }
  storylines(where: { search: $story }) { nodes { title } }
}`

async function lookUp(service: Service, name: string, first: string) {
  const { data, errors } = await service.ask<object>(LOOK_UPS, { name, words: `${name} II`, story: first })
  expect(errors).toBeUndefined()
  return data
}

test('names in NFC and NFD are one actor, place, office, storyline and publisher, found by both spellings', async ({
  service,
}) => {
  for (const [i, form] of FORMS.entries()) {
    const { document, text } = documentIn(form, `https://news.example/${i}`)
    const { events } = await publishReport(service.db, document, { by: 'test' })
    const { data } = await service.ask<{ event: { claims: { quote: object }[] } }>(
      'query ($id: ID!) { event(id: $id) { claims { quote { exact verification } } } }',
      { id: events[0]?.id },
    )
    // Quotes are verbatim.
    expect(data.event.claims[0]?.quote).toEqual({ exact: text.split(' and ')[0], verification: 'VERIFIED' })
  }
  const count = NAMES.length
  expect(await countRows(service)).toMatchObject({
    actors: count,
    places: count,
    offices: 1,
    storylines: 1,
    publishers: 1,
    articles: 2,
    events: 2 * count,
  })
  for (const name of NAMES) {
    for (const form of FORMS) {
      const shown = { name: nfc(name) }
      const nodes = [shown]
      const found = await lookUp(service, name.normalize(form), (NAMES[0] ?? '').normalize(form))
      expect([name, form, found]).toEqual([
        name,
        form,
        {
          actor: shown,
          alias: shown,
          place: shown,
          searched: { nodes },
          prefixed: { nodes },
          searchedPlaces: { nodes },
          prefixedPlaces: { nodes },
          byParticipant: { totalCount: 2 },
          bySearch: { totalCount: 2, nodes: Array.from({ length: 2 }, () => ({ title: `Call of ${nfc(name)}` })) },
          articles: {
            totalCount: 2,
            nodes: Array.from({ length: 2 }, () => ({
              headline: `${nfc(NAMES[0] ?? '')} met`,
              publisher: { name: nfc(NAMES[0] ?? '') },
            })),
          },
          storylines: { nodes: [{ title: `About ${nfc(NAMES[0] ?? '')}` }] },
        },
      ])
    }
  }
  await expectNoDrift(service)
})

const HIGHLIGHTS = `query ($name: String!) { events(where: { search: $name }) {
  totalCount edges { highlights { text matches { start end } } }
} }`

interface Highlighted {
  events: {
    totalCount: number
    edges: { highlights: { text: string; matches: { start: number; end: number }[] }[] }[]
  }
}

test('a quote in NFD is found by words that are nowhere else, in either form', async ({ service }) => {
  for (const form of FORMS) {
    const text = NAMES.map((name) => name.normalize(form)).join(' and ')
    const document = reportDocument({
      article: { url: `https://news.example/${form}`, body: text },
      events: [
        phoneCall({ claims: [claim('', { quote: { exact: text } })], occurred: { edtf: '2020', basis: 'INFERRED' } }),
      ],
    })
    await publishReport(service.db, document, { by: 'test' })
  }
  const texts = new Set<string>()
  for (const name of NAMES) {
    for (const form of FORMS) {
      const { data } = await service.ask<Highlighted>(HIGHLIGHTS, { name: name.normalize(form) })
      expect([name, form, data.events.totalCount]).toEqual([name, form, 2])
      for (const { highlights } of data.events.edges) {
        const [first] = highlights
        const marked = first?.matches.map(({ start, end }) => first.text.slice(start, end)).join(' ')
        expect([name, form, marked === undefined ? highlights : nfc(marked)]).toEqual([name, form, nfc(name)])
        texts.add(first?.text ?? '')
      }
    }
  }
  // Shown verbatim.
  expect(texts).toEqual(new Set(FORMS.map((form) => NAMES.map((name) => name.normalize(form)).join(' and '))))
})

test('full-width letters and ligatures are the letters that they stand for', async ({ service }) => {
  const namesOf = (names: string[]) => names.map((name, i) => ({ key: 'ab'.charAt(i), kind: 'ORGANIZATION', name }))
  for (const [i, names] of [
    ['Ministry of Affairs', 'ABC 12'],
    ['Ministry of Aﬀairs', 'ＡＢＣ　１２'],
  ].entries()) {
    await publishReport(service.db, reportDocument({ idempotencyKey: `${i}`, actors: namesOf(names) }), { by: 'test' })
  }
  expect(await countRows(service)).toMatchObject({ actors: 2 })
  const { data } = await service.ask(`{
    wide: actor(by: { name: "ＡＢＣ　１２" }) { name names { name } }
    ligature: actors(where: { namePrefix: "Ministry of Aﬀ" }) { nodes { name } }
    events(where: { search: "ＡＢＣ" }) { totalCount }
  }`)
  expect(data).toEqual({
    wide: { name: 'ABC 12', names: [] },
    ligature: { nodes: [{ name: 'Ministry of Affairs' }] },
    events: { totalCount: 2 },
  })
})
