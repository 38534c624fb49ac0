import { EVENT_KINDS, rolesOf, TYPED_KINDS, type EventKindName } from '../../../database/tables/event-kinds.ts'
import { sampleDetails } from './sample-details.ts'

/** A quote of `TEXT` with its offsets. */
function quoteOf(exact: string) {
  const start = TEXT.indexOf(exact)
  return { exact, start, end: start + exact.length }
}

/** The article text of the documents. Each half of the flag is 2 UTF-16 units long, to test offsets. */
export const TEXT = 'On Monday 🇦🇲 State A phoned State B. It reportedly asked for talks.'

/** A claim of a report document. */
export function claim(exact: string, overrides: Record<string, unknown> = {}) {
  return {
    aspect: 'OCCURRENCE',
    certainty: 'REPORTED',
    quote: quoteOf(exact),
    ...overrides,
  }
}

/** An event of a report document: a phone call of State A to State B. */
export function phoneCall(overrides: Record<string, unknown> = {}) {
  return {
    key: 'call',
    kind: 'PHONE_CALL',
    title: 'State A phones State B',
    realis: 'ACTUAL',
    occurred: { edtf: '2020-01-06', basis: 'RELATIVE', text: 'On Monday' },
    participations: [
      { actor: 'a', role: 'INITIATOR' },
      { actor: 'b', role: 'RECIPIENT' },
    ],
    claims: [claim('State A phoned State B')],
    ...overrides,
  }
}

const SEED_DATASET = { name: 'test', title: 'Made for a test', licence: 'CC0-1.0' }

/** A small valid report. A test overrides the fields that it needs. */
export function reportDocument(overrides: Record<string, unknown> = {}) {
  return {
    dataset: SEED_DATASET,
    article: {
      url: 'https://news.example/1',
      publisher: { name: 'Example News' },
      publishedOn: '2020-01-07',
      language: 'en',
    },
    actors: [
      { key: 'a', kind: 'STATE', name: 'State A', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
      { key: 'b', kind: 'STATE', name: 'State B' },
    ],
    events: [phoneCall()],
    ...overrides,
  }
}

/** An event of any kind with a value for every field. */
function fullEvent(kind: EventKindName, i: number) {
  const role = rolesOf(kind)[0]
  const target = { kind: 'FOLLOWS', event: i === 0 ? 'e1' : 'e0' }
  return {
    key: `e${i}`,
    kind,
    title: `Event ${i}`,
    summary: 'An event with all fields.',
    realis: 'ACTUAL',
    occurred: {
      edtf: '2020-01-06',
      precision: 'PART_OF_DAY',
      earliest: '2020-01-06T06:00:00Z',
      latest: '2020-01-06T12:00:00Z',
      basis: 'RELATIVE',
      text: 'On Monday',
    },
    location: { place: 'r', precision: 'ADM1', latitude: 1, longitude: 2, radiusKm: 3, text: 'Region R' },
    participations: [
      { actor: 'a', role, side: 'A', label: 'State A' },
      { actor: 'p', role, office: 'chair', basis: 'INFERRED' },
    ],
    claims: [
      claim('State A phoned State B', {
        key: 'c',
        hedge: 'reportedly',
        attribution: [{ agent: 'p', mode: 'UNNAMED' }],
      }),
      claim('asked for talks', { aspect: 'RELATION', relation: target }),
      ...(kind in TYPED_KINDS
        ? [claim('talks', { aspect: 'DETAIL', detail: Object.keys(sampleDetails(kind))[0] })]
        : []),
    ],
    quantities: [{ measure: 'DURATION', of: 'talks', low: 1, best: 2, high: 3, approximation: 'ABOUT', claim: 'c' }],
    relations: [target],
    codes: [{ scheme: 'CAMEO', code: '041', label: 'Discuss by telephone' }],
    externalIds: [{ scheme: 'GDELT_EVENT', value: String(i) }],
    storylines: ['part'],
    ...(kind in TYPED_KINDS && { details: sampleDetails(kind) }),
  }
}

/** A report with every kind of event, and with values for all tables and columns that a report can fill. */
export function fullDocument(overrides: Record<string, unknown> = {}) {
  const from = '2019-01-01'
  const until = '2021-01-01'
  const name = { name: 'Old name', kind: 'FORMER', language: 'en' }
  return reportDocument({
    article: {
      url: 'https://news.example/full',
      publisher: { name: 'Example News', homepage: 'https://news.example/' },
      headline: 'State A phones',
      language: 'en',
      publishedOn: '2020-01-07',
      body: TEXT,
    },
    places: [
      { key: 'land', kind: 'COUNTRY', name: 'Land A', latitude: 1, longitude: 2 },
      {
        key: 'r',
        kind: 'ADM1',
        name: 'Region R',
        names: [name],
        externalIds: [{ scheme: 'GEONAMES', value: '1' }],
        parents: [{ kind: 'PART_OF', place: 'land', from, until }],
      },
    ],
    actors: [
      { key: 'a', kind: 'STATE', name: 'State A', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }], country: 'land' },
      {
        key: 'p',
        kind: 'PERSON',
        name: 'Person P',
        names: [name],
        description: 'A person',
        memberships: [{ organization: 'a', role: 'citizen', from, until }],
        tenures: [{ office: 'chair', from, until }],
      },
    ],
    offices: [{ key: 'chair', title: 'Chair of A', organization: 'a', place: 'land' }],
    storylines: [
      { key: 'part', title: 'The part', summary: 'Of the whole', parent: 'whole' },
      { key: 'whole', title: 'The whole' },
    ],
    events: EVENT_KINDS.map(fullEvent),
    ...overrides,
  })
}
