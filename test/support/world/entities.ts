/** The entities of random test data: few, so that events share them, and with names and places that are edge cases. */

function externalId(scheme: string, value: string) {
  return [{ scheme, value }]
}
function partOf(...places: string[]) {
  return places.map((place) => ({ kind: 'PART_OF', place }))
}

/** Two countries with a common border on both sides of the 180th meridian, and a region that is only claimed. */
export const PLACES = [
  {
    key: 'qa',
    kind: 'COUNTRY',
    name: 'Qaland',
    latitude: 10,
    longitude: 170,
    externalIds: externalId('ISO3166_A2', 'QA'),
  },
  {
    key: 'qb',
    kind: 'COUNTRY',
    name: 'Qbland',
    latitude: 12,
    longitude: -178,
    externalIds: externalId('ISO3166_A2', 'QB'),
  },
  { key: 'north', kind: 'ADM1', name: 'North', externalIds: externalId('GEONAMES', '1'), parents: partOf('qa') },
  {
    key: 'town',
    kind: 'SETTLEMENT',
    name: 'Łódka',
    latitude: 10.5,
    longitude: 179.9,
    externalIds: externalId('GEONAMES', '2'),
    parents: partOf('north'),
  },
  {
    key: 'border',
    kind: 'SITE',
    name: 'Border post',
    latitude: 11,
    longitude: -179.9,
    externalIds: externalId('GEONAMES', '3'),
    parents: partOf('qa', 'qb'),
  },
  {
    key: 'claimed',
    kind: 'DISPUTED_REGION',
    name: 'Claimed',
    latitude: -89,
    longitude: 5,
    externalIds: externalId('GEONAMES', '4'),
    parents: [{ kind: 'CLAIMED_BY', place: 'qa' }],
  },
]

function tenure(office: string, from?: string, until?: string) {
  return {
    office,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }
}

export const ACTORS = [
  { key: 'a', kind: 'STATE', name: 'Qaland', country: 'qa', externalIds: externalId('WIKIDATA', 'Q1') },
  { key: 'b', kind: 'STATE', name: 'Qbland', country: 'qb', externalIds: externalId('WIKIDATA', 'Q2') },
  {
    key: 'c',
    kind: 'PERSON',
    name: 'Серж Тестян',
    names: [{ name: 'Serge Testian', kind: 'TRANSLITERATION' }],
    country: 'qa',
    externalIds: externalId('WIKIDATA', 'Q3'),
    tenures: [tenure('chair', '2016-01-01', '2016-06-01')],
  },
  {
    key: 'd',
    kind: 'PERSON',
    name: 'Zoé Ångström',
    country: 'qb',
    externalIds: externalId('WIKIDATA', 'Q4'),
    tenures: [tenure('chair', '2016-06-01')],
  },
  { key: 'e', kind: 'ARMED_FORCE', name: 'Qaland Guard', country: 'qa', externalIds: externalId('WIKIDATA', 'Q5') },
  { key: 'f', kind: 'GROUP', name: 'both sides', externalIds: externalId('WIKIDATA', 'Q6') },
  { key: 'g', kind: 'ORGANIZATION', name: 'Group of 100%', externalIds: externalId('WIKIDATA', 'Q7') },
]

export const OFFICES = [{ key: 'chair', title: 'Chair of Qaland', organization: 'a' }]

export const STORYLINES = [
  { key: 'one', title: 'Storyline one' },
  { key: 'two', title: 'Storyline two', parent: 'one' },
]

export const PUBLISHERS = ['Paper', 'Radio', 'Wire']
/** Its method is CODED, that of the others EDITED. */
export const CODED_DATASET = 'feed'
export const DATASETS = ['desk', CODED_DATASET]

/** Exact, approximate, half-open and unknown times. */
export const TIMES = [
  '2016-04-02',
  '2016-04-05',
  '2016-04-05',
  '2016-04',
  '2016-03-31/2016-04-02',
  '2016-05-31',
  '2016-06-01',
  '2016',
  '2016-04-03/..',
  '../2016-04-04',
  'XXXX-XX-XX',
  '2013/2016',
  '2016-04-09T22:00:00Z/2016-04-11T00:00:00Z',
]

/** Words that English stemming does not change. */
export const WORDS = ['amber', 'bravo', 'copper', 'delta', 'ember', 'falcon']

export const CODES = ['04', '041', '19', '190', '195', '20']

/** Identifiers of events in feeds. Several events can have the same one. */
export const EXTERNAL_IDS = [
  { scheme: 'GDELT_EVENT', value: '1' },
  { scheme: 'GDELT_EVENT', value: '2' },
  { scheme: 'UCDP_EVENT', value: '2' },
]
