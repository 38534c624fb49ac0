/** The ids that the queries use. They differ from database to database. */
export interface SampleIds {
  busyActor: string
  middleActor: string
  rareActor: string
  busyCountry: string
  rareCountry: string
  division: string
  busyPublisher: string
  rarePublisher: string
  storyline: string
  office: string
  event: string
  latitude: number
  longitude: number
  /** A cursor half-way down the list of all events. */
  halfway: string
}

export interface Query {
  name: string
  query: string
}

function listQuery(where: string, args = ''): string {
  return `{ events(where: ${where}, first: 20 ${args}) { nodes { id title kind occurred { edtf } } } }`
}

function countQuery(where: string): string {
  return `{ events(where: ${where}) { totalCount isExact } }`
}

/** Each filter field alone, and some combinations. */
function filtersOf(ids: SampleIds): [name: string, where: string][] {
  return [
    ['no filter', '{}'],
    ['kind, frequent', '{ kinds: [STATEMENT] }'],
    ['kind, rare', '{ kinds: [EXERCISE] }'],
    ['kinds, several', '{ kinds: [PHONE_CALL, VISIT] }'],
    ['field of a kind, number', '{ phoneCall: { durationMinutes: { atLeast: 85 } } }'],
    ['field of a kind, word', '{ ceasefire: { phase: [VIOLATED] } }'],
    ['dataset', '{ dataset: ["dataset-3"] }'],
    ['day, POSSIBLY', '{ occurred: { during: "2023-05-10" } }'],
    ['month, CERTAINLY', '{ occurred: { during: "2023-05", reading: CERTAINLY } }'],
    ['year, POSSIBLY', '{ occurred: { during: "2022" } }'],
    ['actor, busiest', `{ participants: { some: { actor: "${ids.busyActor}" } } }`],
    ['actor, middling', `{ participants: { some: { actor: "${ids.middleActor}" } } }`],
    ['actor, rare', `{ participants: { some: { actor: "${ids.rareActor}" } } }`],
    ['actor and role', `{ participants: { some: { actor: "${ids.busyActor}", roles: [SOURCE] } } }`],
    ['actors, several', `{ participants: { some: { actors: ["${ids.middleActor}", "${ids.rareActor}"] } } }`],
    ['every participant', `{ participants: { every: { actor: "${ids.busyActor}" } } }`],
    ['no participant', `{ participants: { none: { actor: "${ids.busyActor}" } } }`],
    ['participant by name', '{ participants: { some: { name: "denkolir" } } }'],
    ['participant by kind', '{ participants: { some: { kind: ARMED_FORCE } } }'],
    ['participant by country, rare', '{ participants: { some: { country: "HJ" } } }'],
    ['participant by role', '{ participants: { some: { roles: [SOURCE] } } }'],
    ['office', `{ participants: { some: { office: "${ids.office}" } } }`],
    ['country, busiest', `{ location: { country: "${ids.busyCountry}" } }`],
    ['country, rare', `{ location: { country: "${ids.rareCountry}" } }`],
    ['within a division', `{ location: { within: "${ids.division}" } }`],
    ['near, 50 km', `{ location: { near: { latitude: ${ids.latitude}, longitude: ${ids.longitude}, km: 50 } } }`],
    ['near, 1000 km', `{ location: { near: { latitude: ${ids.latitude}, longitude: ${ids.longitude}, km: 1000 } } }`],
    ['box', '{ location: { box: { south: 10, west: 10, north: 14, east: 20 } } }'],
    ['maxRadiusKm', '{ location: { maxRadiusKm: 5 } }'],
    ['search, frequent word', '{ search: "ceasefire" }'],
    ['search, rare word', '{ search: "quixotic" }'],
    ['search, two words', '{ search: "ceasefire statement" }'],
    ['realis', '{ realis: [HYPOTHETICAL] }'],
    ['polarity', '{ polarity: [NEGATIVE] }'],
    ['certainty', '{ certainty: [RETRACTED] }'],
    ['attributedTo', `{ attributedTo: "${ids.busyActor}" }`],
    ['code, prefix', '{ code: { scheme: CAMEO, prefix: "19" } }'],
    ['code, rare', '{ code: { scheme: CAMEO, prefix: "203" } }'],
    ['quantity', '{ quantity: { measure: FATALITIES, atLeast: 100 } }'],
    ['quantity, rare', '{ quantity: { measure: FATALITIES, atLeast: 345 } }'],
    ['publisher, busiest', `{ publisher: ["${ids.busyPublisher}"] }`],
    ['publisher, rare', `{ publisher: ["${ids.rarePublisher}"] }`],
    ['storyline', `{ storyline: "${ids.storyline}" }`],
    ['minMentions', '{ minMentions: 8 }'],
    ['minOrigins', '{ minOrigins: 2 }'],
    ['updatedSince', '{ updatedSince: "2026-01-10T00:00:00Z" }'],
    ['actor and kind', `{ participants: { some: { actor: "${ids.busyActor}" } }, kinds: [MEETING] }`],
    [
      'two actors',
      `{ participants: { some: { actor: "${ids.busyActor}" } }, and: [{ participants: { some: { actor: "${ids.middleActor}" } } }] }`,
    ],
    [
      'country, kind and month',
      `{ location: { country: "${ids.busyCountry}" }, kinds: [ATTACK], occurred: { during: "2023-05" } }`,
    ],
    ['search and country', `{ search: "ceasefire", location: { country: "${ids.busyCountry}" } }`],
    ['or', `{ or: [{ participants: { some: { actor: "${ids.rareActor}" } } }, { storyline: "${ids.storyline}" }] }`],
    ['not', '{ not: { kinds: [STATEMENT, ATTACK] } }'],
  ]
}

/** All measured queries. */
export function benchQueries(ids: SampleIds): Query[] {
  return [
    { name: 'event by id', query: `{ event(id: "${ids.event}") { title participations { actor { name } } } }` },
    ...filtersOf(ids).map(([name, where]) => ({ name: `list: ${name}`, query: listQuery(where) })),
    { name: 'page: half-way down', query: listQuery('{}', `, after: "${ids.halfway}"`) },
    ...[
      'OCCURRED_ASC',
      'UPDATED_DESC',
      'UPDATED_ASC',
      'MENTION_COUNT_DESC',
      'MENTION_COUNT_ASC',
      'ORIGIN_COUNT_DESC',
    ].map((order) => ({
      name: `order: ${order}`,
      query: listQuery('{}', `, orderBy: ${order}`),
    })),
    {
      name: 'order: OCCURRED_ASC, of a day',
      query: listQuery('{ occurred: { during: "2023-05-10" } }', ', orderBy: OCCURRED_ASC'),
    },
    { name: 'order: RELEVANCE, frequent word', query: listQuery('{ search: "ceasefire" }', ', orderBy: RELEVANCE') },
    { name: 'order: RELEVANCE, rare word', query: listQuery('{ search: "quixotic" }', ', orderBy: RELEVANCE') },
    { name: 'count: all', query: countQuery('{}') },
    { name: 'count: busiest actor', query: countQuery(`{ participants: { some: { actor: "${ids.busyActor}" } } }`) },
    { name: 'count: a year', query: countQuery('{ occurred: { during: "2024" } }') },
    { name: 'count: frequent word', query: countQuery('{ search: "ceasefire" }') },
    {
      name: 'groups: month and kind of the busiest country',
      query: `{ events(where: { location: { country: "${ids.busyCountry}" } }) { groups(by: [MONTH, KIND], first: 1000) { key { month kind } count fatalities } } }`,
    },
    {
      name: 'groups: month and kind',
      query: '{ events { groups(by: [MONTH, KIND], first: 1000) { key { month kind } count mentionCount } } }',
    },
    {
      name: 'groups: country',
      query: '{ events { groups(by: [COUNTRY]) { key { country { name } } count fatalities } } }',
    },
    { name: 'groups: day', query: '{ events { groups(by: [DAY], orderBy: KEY_DESC) { key { day } count } } }' },
    {
      name: 'groups: month of the middling actor',
      query: `{ actor(by: { id: "${ids.middleActor}" }) { events { groups(by: [MONTH]) { key { month } count } } } }`,
    },
    {
      name: 'groups: kind, of one day',
      query:
        '{ events(where: { occurred: { during: "2023-05-10" } }) { groups(by: [KIND]) { key { kind } count fatalities } } }',
    },
    {
      name: 'counterparts of the busiest actor',
      query: `{ actor(by: { id: "${ids.busyActor}" }) { counterparts { actor { name } eventCount lastContact kinds { kind count } } } }`,
    },
    {
      name: 'counterparts in phone calls',
      query: `{ actor(by: { id: "${ids.busyActor}" }) { counterparts(where: { kinds: [PHONE_CALL] }) { actor { name } eventCount } } }`,
    },
    {
      name: '100 actors x 5 latest events',
      query: '{ actors(first: 100) { nodes { name events(first: 5) { nodes { title } } } } }',
    },
    { name: 'actors by likeness', query: '{ actors(where: { search: "denkolirr" }, first: 10) { nodes { name } } }' },
    { name: 'actors by prefix', query: '{ actors(where: { namePrefix: "denko" }, first: 10) { nodes { name } } }' },
  ]
}
