/** A report with every field that can be corrected. */
export const REPORT = {
  places: [
    { key: 'land', kind: 'COUNTRY', name: 'Exampleland', externalIds: [{ scheme: 'ISO3166_A2', value: 'EX' }] },
    { key: 'other', kind: 'COUNTRY', name: 'Otherland', externalIds: [{ scheme: 'ISO3166_A2', value: 'OT' }] },
    {
      key: 'town',
      kind: 'SETTLEMENT',
      name: 'Exampleton',
      latitude: 10,
      longitude: 20,
      names: [{ name: 'Old Exampleton', kind: 'FORMER', language: 'en' }],
      parents: [{ kind: 'PART_OF', place: 'land', from: '1990-01-01' }],
    },
  ],
  actors: [
    {
      key: 'one',
      kind: 'PERSON',
      name: 'First President',
      description: 'A president',
      country: 'land',
      names: [{ name: 'Premier President', kind: 'ALIAS' }],
      externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }],
      memberships: [{ organization: 'state', role: 'citizen' }],
      tenures: [{ office: 'chair', from: '2015-01-01' }],
    },
    { key: 'two', kind: 'PERSON', name: 'Second President' },
    { key: 'state', kind: 'STATE', name: 'Exampleland (state)' },
  ],
  offices: [{ key: 'chair', title: 'President of Exampleland', organization: 'state', place: 'land' }],
  storylines: [
    { key: 'talks', title: 'Talks', summary: 'Talks of two presidents', parent: 'whole' },
    { key: 'whole', title: 'The whole' },
  ],
}

/** The fields of its event that refer to the corrected objects. */
export const EVENT = {
  location: { place: 'town', precision: 'SETTLEMENT' },
  storylines: ['talks'],
}

/** Public ids by name. */
export type Ids = Record<string, string>

/** A correction of every field, and the correction that takes it back; with the fields that differ in between. */
interface Case {
  concept: string
  id: (ids: Ids) => string | undefined
  there: (ids: Ids) => Record<string, unknown>
  back: (ids: Ids) => Record<string, unknown>
}

function swap(list: Record<'add' | 'remove', unknown[]>) {
  return { add: list.remove, remove: list.add }
}

/** A correction of every field of every object. */
export const CASES: Case[] = [
  {
    concept: 'actor',
    id: (ids) => ids['First President'],
    there: (ids) => actorChange(ids, true),
    back: (ids) => actorChange(ids, false),
  },
  {
    concept: 'place',
    id: (ids) => ids['Exampleton'],
    there: (ids) => placeChange(ids, true),
    back: (ids) => placeChange(ids, false),
  },
  {
    concept: 'office',
    id: (ids) => ids['President of Exampleland'],
    there: (ids) => ({ title: 'Chair of Exampleland', organization: null, place: ids['Otherland'] }),
    back: (ids) => ({
      title: 'President of Exampleland',
      organization: ids['Exampleland (state)'],
      place: ids['Exampleland'],
    }),
  },
  {
    concept: 'article',
    id: (ids) => ids['article'],
    there: () => ({ publisher: null, headline: 'A call', language: 'hy', publishedOn: '2016-04-05' }),
    back: () => ({ publisher: { name: 'Paper 1' }, headline: null, language: null, publishedOn: null }),
  },
  {
    concept: 'storyline',
    id: (ids) => ids['Talks'],
    there: () => ({ title: 'Negotiations', summary: null, parent: null }),
    back: (ids) => ({ title: 'Talks', summary: 'Talks of two presidents', parent: ids['The whole'] }),
  },
  {
    concept: 'publisher',
    id: (ids) => ids['Paper 1'],
    there: () => ({ name: 'The Paper', homepage: 'https://paper.example/', owner: 'Example Group' }),
    back: () => ({ name: 'Paper 1', homepage: null, owner: null }),
  },
]

function actorChange(ids: Ids, isThere: boolean) {
  const change = (list: Record<'add' | 'remove', unknown[]>) => (isThere ? list : swap(list))
  return {
    kind: isThere ? 'GROUP' : 'PERSON',
    name: isThere ? 'Prime Minister' : 'First President',
    description: isThere ? null : 'A president',
    country: isThere ? ids['Otherland'] : ids['Exampleland'],
    names: change({
      remove: [{ name: 'Premier President', kind: 'ALIAS' }],
      add: [{ name: 'Zweiter', kind: 'TRANSLITERATION', language: 'de' }],
    }),
    externalIds: change({
      remove: [{ scheme: 'WIKIDATA', value: 'Q1' }],
      add: [{ scheme: 'WIKIDATA', value: 'Q7' }],
    }),
    memberships: change({
      remove: [{ organization: ids['Exampleland (state)'], role: 'citizen' }],
      add: [{ organization: ids['Exampleland (state)'], role: 'member', from: '2001-01-01', until: '2002-01-01' }],
    }),
    tenures: change({ remove: [{ office: ids['President of Exampleland'], from: '2015-01-01' }], add: [] }),
  }
}

function placeChange(ids: Ids, isThere: boolean) {
  const change = (list: Record<'add' | 'remove', unknown[]>) => (isThere ? list : swap(list))
  return {
    kind: isThere ? 'ADM1' : 'SETTLEMENT',
    name: isThere ? 'New Exampleton' : 'Exampleton',
    latitude: isThere ? null : 10,
    longitude: isThere ? null : 20,
    names: change({
      remove: [{ name: 'Old Exampleton', kind: 'FORMER', language: 'en' }],
      add: [{ name: 'Neustadt', kind: 'ALIAS' }],
    }),
    externalIds: change({ remove: [], add: [{ scheme: 'GEONAMES', value: '7' }] }),
    parents: change({
      remove: [{ kind: 'PART_OF', place: ids['Exampleland'], from: '1990-01-01' }],
      add: [{ kind: 'PART_OF', place: ids['Otherland'] }],
    }),
  }
}
