import type { Chance } from '../../support/random.ts'

const PLACES = ['north', 'south', 'east', 'west', 'hill', 'lake']
const PERSONS = ['first', 'second', 'third', 'fourth']
const GROUPS = ['army', 'council', 'party', 'union']
const DAYS = [undefined, '2016-01-01']

/**
 * A report whose actors and places are related to each other in many ways: several share a name, a membership, a larger
 * place, an office or a participation.
 * @param series keeps the entities of several reports apart
 */
export function relatedEntities(chance: Chance, series: number) {
  const named = (name: string) => `${name} ${series}`
  const names = () => chance.some(['Alpha', 'Beta', 'Gamma'], 0.4).map((name) => ({ name, kind: 'ALIAS' }))
  const externalIds = (offset: number, i: number) => [
    { scheme: 'WIKIDATA', value: `Q${series * 100 + offset + i + 1}` },
  ]
  const period = () => {
    const from = chance.of(DAYS)
    return from === undefined ? {} : { from }
  }
  const unique = <Item>(items: readonly Item[]) => [
    ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
  ]
  const times = <Item>(count: number, make: (i: number) => Item) =>
    unique(Array.from({ length: count }, (_, i) => make(i)))
  const places = PLACES.map((key, i) => ({
    key,
    kind: 'SITE',
    name: named(key),
    names: names(),
    externalIds: externalIds(0, i),
    // A part lies in a later place, so that there is no cycle before merges.
    parents: [
      ...times(2, () => ({
        kind: 'CLAIMED_BY',
        place: chance.of(PLACES.filter((other) => other !== key)),
        ...period(),
      })),
      ...(i < PLACES.length - 1 && chance.is(0.6) ? [{ kind: 'PART_OF', place: chance.of(PLACES.slice(i + 1)) }] : []),
    ],
  }))
  const all = [...PERSONS, ...GROUPS]
  const actors = all.map((key, i) => ({
    key,
    kind: PERSONS.includes(key) ? 'PERSON' : 'GROUP',
    name: named(key),
    names: names(),
    externalIds: externalIds(50, i),
    ...(chance.is(0.4) && { country: chance.of(PLACES) }),
    memberships: times(3, () => ({
      organization: chance.of(all.filter((other) => other !== key)),
      role: 'member',
      ...period(),
    })),
    ...(PERSONS.includes(key) && {
      tenures: times(2, () => ({ office: chance.of(['chair-0', 'chair-1']), ...period() })),
    }),
  }))
  const offices = ['chair', 'clerk'].flatMap((title) =>
    [0, 1].map((i) => ({
      key: `${title}-${i}`,
      title: named(title),
      organization: GROUPS[i * 2],
      place: chance.of(PLACES),
    })),
  )
  const events = Array.from({ length: 6 }, (_, i) => ({
    key: `e${i}`,
    kind: 'MEETING',
    title: `Meeting ${i}`,
    realis: 'ACTUAL',
    polarity: 'POSITIVE',
    occurred: { edtf: '2016-04-02', basis: 'EXPLICIT' },
    ...(chance.is(0.8) && { location: { place: chance.of(PLACES), precision: 'SITE' } }),
    participations: chance.some(all, 0.4).map((actor) => ({ actor, role: 'PARTICIPANT' })),
    claims: [
      {
        aspect: 'OCCURRENCE',
        certainty: 'REPORTED',
        polarity: 'POSITIVE',
        quote: { exact: 'met' },
        attribution: chance.some(all, 0.2).map((agent) => ({ agent, mode: 'INDIRECT_SPEECH' })),
      },
    ],
  }))
  return {
    dataset: { name: 'desk', title: 'Desk', licence: 'CC0-1.0' },
    article: { url: `https://news.example/related-${series}` },
    places,
    actors,
    offices,
    events,
  }
}
