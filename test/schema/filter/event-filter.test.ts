import { expect } from 'vitest'
import { places } from '../../../database/tables/place.ts'
import { newUuid } from '../../../database/values/ids.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'

async function titlesOf(service: Service, where: string): Promise<string[]> {
  const { data, errors } = await service.ask<{ events: { nodes: { title: string }[] } }>(
    `{ events(first: 100, orderBy: OCCURRED_ASC, where: ${where}) { nodes { title } } }`,
  )
  expect(errors).toBeUndefined()
  return data.events.nodes.map(({ title }) => title).toSorted()
}

async function rejection(service: Service, where: string) {
  const { errors } = await service.ask(`{ events(where: ${where}) { nodes { title } } }`)
  expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  return errors?.[0]?.message
}

const OFFENSIVE = 'Azerbaijani offensive on the Karabakh front'
const FIGHTING = 'Heavy fighting in Nagorno-Karabakh'
const CONCERN = 'Putin voices concern through his press secretary'

test('a kind filter matches its kinds; null restricts nothing and an empty list matches nothing', async ({
  seeded,
}) => {
  expect(await titlesOf(seeded, '{ kinds: [EXERCISE, MEDIATION] }')).toEqual([
    'Russian mediating steps',
    'Russian military exercise in Dagestan',
  ])
  expect(await titlesOf(seeded, '{ kinds: [] }')).toEqual([])
  expect(await titlesOf(seeded, '{ kinds: null }')).toHaveLength(15)
  expect(await titlesOf(seeded, '{}')).toHaveLength(15)
  expect(await titlesOf(seeded, '{ realis: [] }')).toEqual([])
  expect(await titlesOf(seeded, '{ realis: null, polarity: null, certainty: null }')).toHaveLength(15)
})

test('a certainty filter matches the events of its values', async ({ seeded }) => {
  expect(await titlesOf(seeded, '{ certainty: [CONFIRMED] }')).toEqual([])
  expect(await titlesOf(seeded, '{ certainty: [UNCLEAR], realis: [HYPOTHETICAL] }')).toEqual([
    'A meeting of Sarkisian and Aliyev that Putin may have sought',
  ])
  expect(await titlesOf(seeded, '{ certainty: [DISPUTED, DENIED, RETRACTED] }')).toEqual([])
})

test('a time window matches overlapping spans by default and contained spans with CERTAINLY', async ({ seeded }) => {
  const second = 'during: "2016-04-02"'
  expect(await titlesOf(seeded, `{ occurred: { ${second} } }`)).toEqual([OFFENSIVE, FIGHTING, CONCERN])
  expect(await titlesOf(seeded, `{ occurred: { ${second}, reading: CERTAINLY } }`)).toEqual([OFFENSIVE])
  expect(await titlesOf(seeded, '{ occurred: { to: "2016-04-03" } }')).toEqual([OFFENSIVE, FIGHTING, CONCERN])
  expect(await titlesOf(seeded, '{ occurred: { to: "2016-04-03", reading: CERTAINLY } }')).toEqual([OFFENSIVE])
  expect(await titlesOf(seeded, '{ occurred: { from: "2016-04-06T00:00:00+00:00" } }')).toEqual([
    FIGHTING,
    'Russian military exercise in Dagestan',
  ])
  expect(await titlesOf(seeded, '{ occurred: { from: "2016-04-06", reading: CERTAINLY } }')).toEqual([])
  expect(
    await titlesOf(
      seeded,
      '{ occurred: { from: "2016-04-05T12:30:00+04:00", to: "2016-04-05T12:31:00+04:00" }, kinds: [CEASEFIRE] }',
    ),
  ).toHaveLength(1)
  expect(await titlesOf(seeded, '{ occurred: { during: "2016" } }')).toHaveLength(15)
  expect(await titlesOf(seeded, '{ occurred: { during: "2016" }, realis: [DESIRED, HYPOTHETICAL] }')).toEqual([])
})

test('rejects incomplete, contradictory and empty time windows with BAD_USER_INPUT', async ({ seeded }) => {
  expect(await rejection(seeded, '{ occurred: {} }')).toBe(
    'A time window must have `during`, `from` or `to`, or `precision` alone; got none of them.',
  )
  expect(await rejection(seeded, '{ occurred: { precision: [DAY], reading: CERTAINLY } }')).toBe(
    '`reading: CERTAINLY` needs a time window: `during`, `from` or `to`.',
  )
  expect(await rejection(seeded, '{ occurred: { during: "2016", from: "2016-01-01" } }')).toMatch(/either `during`, or/)
  expect(await rejection(seeded, '{ occurred: { from: "2016-02-01", to: "2016-01-01" } }')).toBe(
    '`to` must be after `from`; got from 2016-02-01T00:00:00.000Z to 2016-01-01T00:00:00.000Z.',
  )
  expect(await rejection(seeded, '{ occurred: { during: "2016-02-30" } }')).toMatch(/is not a possible EDTF date/)
  expect(await rejection(seeded, '{ occurred: { from: "yesterday" } }')).toMatch(/"yesterday" is not a point in time/)
  expect(await rejection(seeded, '{ occurred: { during: "XXXX-XX-XX" } }')).toMatch(
    /`during` must state a time; "XXXX-XX-XX" is open at both ends/,
  )
})

test('participants are matched by some, every and none', async ({ seeded }) => {
  const { data } = await seeded.ask<{ merkel: { id: string }; aliyev: { id: string }; putin: { id: string } }>(`{
    merkel: actor(by: { externalId: { scheme: WIKIDATA, value: "Q567" } }) { id }
    aliyev: actor(by: { name: "Ilham Aliyev" }) { id }
    putin: actor(by: { externalId: { scheme: WIKIDATA, value: "Q7747" } }) { id }
  }`)
  const { merkel, aliyev, putin } = data
  expect(await titlesOf(seeded, `{ participants: { some: { actor: "${merkel.id}" } } }`)).toEqual([])
  expect(await titlesOf(seeded, `{ realis: [SCHEDULED], participants: { some: { actor: "${merkel.id}" } } }`)).toEqual([
    "Sarkisian's talks with Chancellor Merkel",
  ])
  expect(await titlesOf(seeded, `{ participants: { some: { actor: "${aliyev.id}", roles: [RECIPIENT] } } }`)).toEqual([
    'Putin telephones the president of Azerbaijan',
  ])
  expect(await titlesOf(seeded, `{ participants: { every: { actors: ["${putin.id}", "${aliyev.id}"] } } }`)).toEqual([
    'Putin telephones the president of Azerbaijan',
  ])
  expect(await titlesOf(seeded, `{ participants: { none: { actor: "${putin.id}" } } }`)).toHaveLength(9)
  expect(await titlesOf(seeded, '{ participants: { some: { actors: [] } } }')).toEqual([])
  expect(await rejection(seeded, '{ participants: { some: { actor: "evt_01h455vb4pex5vsknk084sn02q" } } }')).toBe(
    '"evt_01h455vb4pex5vsknk084sn02q" is not the id of an actor. Such an id begins with act_.',
  )
})

test('a storyline filter matches the events that the storyline lists', async ({ seeded }) => {
  const { data } = await seeded.ask<{
    storylines: { nodes: { id: string; title: string; events: { totalCount: number } }[] }
  }>('{ storylines { nodes { id title parent { title } parts { title } events { totalCount } } } }')
  const [escalation, calls] = data.storylines.nodes
  expect(escalation).toMatchObject({
    title: 'Nagorno-Karabakh escalation of April 2016',
    parent: null,
    parts: [{ title: calls!.title }],
  })
  expect(await titlesOf(seeded, `{ storyline: "${calls!.id}" }`)).toHaveLength(calls!.events.totalCount)
  expect(await titlesOf(seeded, `{ storyline: "${calls!.id}", kinds: [PHONE_CALL] }`)).toHaveLength(2)
})

test('more conditions than PostgreSQL can plan as joins match the same events', async ({ seeded }) => {
  const conditions = ['participants: { some: { kind: [PERSON] }, none: { name: "Xyz" } }', 'code: { scheme: CAMEO }']
  const [participants = '', code = ''] = conditions
  const few = await titlesOf(seeded, `{ ${participants} }`)
  expect(few.length).toBeGreaterThan(0)
  const repeated = Array.from({ length: 8 }, () => `{ ${participants} }`).join(', ')
  seeded.statements.length = 0
  expect(await titlesOf(seeded, `{ ${participants}, and: [${repeated}] }`)).toEqual(few)
  expect(seeded.statements.some((statement) => statement.includes(') is true'))).toBe(true)
  const fewer = await titlesOf(seeded, `{ ${conditions.join(', ')} }`)
  expect(await titlesOf(seeded, `{ ${participants}, and: [${repeated}, { ${code} }] }`)).toEqual(fewer)
})

test('a box with more places than a list of ids may have finds the events of places without a point of their own', async ({
  service,
}) => {
  const located = { place: 'town', precision: 'SETTLEMENT' } as const
  // Before the place of the event, so that a list of the first places would not have it.
  const point = { kind: 'SETTLEMENT', latitude: 10.2, longitude: 20.2 } as const
  await service.db
    .insert(places)
    .values(Array.from({ length: 600 }, (_, n) => ({ ...point, id: newUuid(), name: `Village ${n}` })))
  await accept(
    service,
    reportDocument({
      places: [{ key: 'town', kind: 'SETTLEMENT', name: 'Town', latitude: 10.5, longitude: 20.5 }],
      events: [phoneCall({ key: 'call', title: 'A call', location: located })],
    }),
  )
  const inBox = (west: number) =>
    titlesOf(service, `{ location: { box: { south: 10, north: 11, west: ${west}, east: 21 } } }`)
  expect([await inBox(20), await inBox(20.6)]).toEqual([['A call'], []])
  expect(await titlesOf(service, '{ location: { box: { south: 10, north: 10.4, west: 20, east: 21 } } }')).toEqual([])
})
