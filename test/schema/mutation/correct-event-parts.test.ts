import { expect } from 'vitest'
import { expectNoDrift } from '../../support/import.ts'
import { correcting, desk, publish, report } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'

const PARTS = `version certainty dispute { asserting { id } denying { id } } location { place { name } precision text } participations { role side label actor { id name } }
  quantities { measure best } relations { kind certainty event { id } } codes { scheme code } storylines { title }
  claims { id aspect certainty polarity hedge quote { exact } article { url } attribution { agent { name } label mode } }`

const CORRECT = `mutation ($input: CorrectEventInput!) { correctEvent(input: $input) {
  event { ${PARTS} revisions { version changes { field before after } } } errors { code path message }
} }`

interface EventState {
  version: number
  certainty: string
  participations: { actor: { id: string } }[]
  claims: { id: string }[]
  revisions: { changes: { field: string }[] }[]
}

const EXACT = 'a spokesman said'
const START = 50

function claim(more: object = {}) {
  return {
    aspect: 'OCCURRENCE',
    certainty: 'REPORTED',
    quote: { exact: EXACT, start: START, end: START + EXACT.length },
    ...more,
  }
}

async function prepared(service: Service) {
  const key = await desk(service)
  const base = report()
  const [call] = base.events
  const { events } = await publish(service, key, {
    ...base,
    places: [{ key: 'town', kind: 'SETTLEMENT', name: 'Exampleton' }],
    storylines: [{ key: 'crisis', title: 'A crisis' }],
    events: [
      call,
      {
        ...call,
        key: 'other',
        title: 'Another call',
        storylines: ['crisis'],
        location: { place: 'town', precision: 'SETTLEMENT' },
      },
    ],
  })
  const [event, other] = events.map(({ id }) => id) as [string, string]
  const correct = correcting<EventState>(service, key, CORRECT, event)
  const { data } = await service.ask<Record<'event' | 'other', EventState>>(
    `query ($event: ID!, $other: ID!) { event(id: $event) { ${PARTS} } other: event(id: $other) { ${PARTS} } }`,
    { event, other },
  )
  return { event, other, correct, before: data.event, beside: data.other }
}

test('correctEvent validates claims like publishReport and recomputes the certainty from them', async ({ service }) => {
  const { correct, before } = await prepared(service)
  const stored = claim({ claim: before.claims[0]!.id, hedge: 'said' })
  const denied = claim({ certainty: 'DENIED', attribution: [{ label: 'the other side', mode: 'INDIRECT_SPEECH' }] })
  const disputed = await correct({ expectedVersion: 1, claims: [stored, denied] })
  expect(disputed).toMatchObject({
    errors: [],
    event: {
      version: 2,
      certainty: 'DISPUTED',
      dispute: { asserting: [{ id: before.claims[0]!.id }], denying: [{ id: expect.stringMatching(/^clm_/) }] },
      claims: [
        { id: before.claims[0]!.id, certainty: 'REPORTED', hedge: 'said', quote: { exact: EXACT } },
        {
          certainty: 'DENIED',
          article: { url: 'https://news.example/call' },
          attribution: [{ label: 'the other side', mode: 'INDIRECT_SPEECH' }, { mode: 'PUBLICATION' }],
        },
      ],
    },
  })
  expect(disputed.event!.revisions[1]!.changes.map(({ field }) => field)).toEqual(['certainty', 'evidence', 'claims'])
  expect(await correct({ expectedVersion: 2, claims: [denied] })).toMatchObject({
    event: { certainty: 'DENIED', dispute: null },
  })
  expect(await correct({ expectedVersion: 3, claims: [claim({ certainty: 'CONFIRMED' })] })).toMatchObject({
    event: null,
    errors: [
      {
        path: ['claims', '0', 'certainty'],
        message: expect.stringContaining('must be one of REPORTED, UNCLEAR, DENIED, RETRACTED; got "CONFIRMED"'),
      },
    ],
  })
  expect(await correct({ expectedVersion: 3, claims: [claim()] })).toMatchObject({ event: { certainty: 'REPORTED' } })
  // The certainty depends on the polarity of the event.
  expect(await correct({ expectedVersion: 4, polarity: 'NEGATIVE' })).toMatchObject({ event: { certainty: 'DENIED' } })
  expect(await correct({ expectedVersion: 5, claims: [claim({ certainty: 'UNCLEAR' })] })).toMatchObject({
    event: { certainty: 'UNCLEAR' },
  })
  expect(await correct({ expectedVersion: 6, claims: [claim({ certainty: 'RETRACTED' })] })).toMatchObject({
    event: { certainty: 'RETRACTED' },
  })
  await expectNoDrift(service)
})

test('correctEvent replaces participations, location, quantities, relations, codes and storylines as whole lists', async ({
  service,
}) => {
  const { correct, before, beside, other } = await prepared(service)
  const [one] = before.participations.map(({ actor }) => actor.id)
  const { data } = await service.ask<{ place: { id: string }; storyline: { nodes: { id: string }[] } }>(
    '{ place(by: { name: "Exampleton" }) { id } storyline: storylines { nodes { id } } }',
  )
  const corrected = await correct({
    expectedVersion: 1,
    participations: [{ actor: one, role: 'RECIPIENT', side: 'north', label: 'the president' }],
    location: { place: data.place.id, precision: 'NEAR_SETTLEMENT', text: 'near the town' },
    quantities: [
      { measure: 'DURATION', best: 30, unit: 'minutes', approximation: 'ABOUT', claim: before.claims[0]!.id },
    ],
    relations: [{ kind: 'FOLLOWS', event: other }],
    codes: [{ scheme: 'CAMEO', code: '041', label: 'Discuss by telephone' }],
    storylines: [data.storyline.nodes[0]!.id],
  })
  expect(corrected).toMatchObject({
    errors: [],
    event: {
      version: 2,
      location: { place: { name: 'Exampleton' }, precision: 'NEAR_SETTLEMENT', text: 'near the town' },
      participations: [{ role: 'RECIPIENT', side: 'north', label: 'the president', actor: { id: one } }],
      quantities: [{ measure: 'DURATION', best: 30 }],
      relations: [{ kind: 'FOLLOWS', certainty: 'REPORTED', event: { id: other } }],
      codes: [{ scheme: 'CAMEO', code: '041' }],
      storylines: [{ title: 'A crisis' }],
      claims: before.claims,
    },
  })
  expect(corrected.event!.revisions[1]!.changes.map(({ field }) => field)).toEqual([
    'location',
    'participations',
    'quantities',
    'relations',
    'codes',
    'storylines',
  ])
  // The certainty of a relation follows from the claims about it.
  const about = claim({
    aspect: 'RELATION',
    certainty: 'UNCLEAR',
    relation: { kind: 'FOLLOWS', event: other },
    claim: before.claims[0]!.id,
  })
  expect(await correct({ expectedVersion: 2, claims: [claim(), about] })).toMatchObject({
    errors: [],
    event: { relations: [{ certainty: 'UNCLEAR' }], quantities: [{ best: 30 }] },
  })
  expect(await correct({ expectedVersion: 3, location: null, participations: [], claims: [claim()] })).toMatchObject({
    errors: [],
    event: { location: null, participations: [], quantities: [{ best: 30 }], relations: [{ certainty: 'REPORTED' }] },
  })
  await expectNoDrift(service)
  const { data: left } = await service.ask(`query ($other: ID!) { event(id: $other) { ${PARTS} } }`, { other })
  expect(left).toMatchObject({ event: { ...beside, relations: [{ kind: 'FOLLOWS' }] } })
})

test('correctEvent returns all errors of an invalid correction', async ({ service }) => {
  const { correct, before, beside, event, other } = await prepared(service)
  const [one] = before.participations.map(({ actor }) => actor.id)
  const { event: none, errors } = await correct({
    expectedVersion: 1,
    participations: [
      { actor: one, role: 'VISITOR' },
      { actor: 'one', role: 'INITIATOR' },
      { actor: event, role: 'INITIATOR' },
    ],
    claims: [
      claim({ claim: beside.claims[0]!.id }),
      claim({ quote: { exact: EXACT, start: START, end: START + 1 } }),
      claim({ aspect: 'RELATION', relation: { kind: 'FOLLOWS', event: other } }),
    ],
    quantities: [{ measure: 'DURATION', best: 30, approximation: 'ABOUT', claim: 'nowhere' }],
  })
  expect(none).toBeNull()
  expect(errors.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
    'BAD_USER_INPUT participations.0.role',
    'BAD_USER_INPUT claims.2.relation',
    'BAD_USER_INPUT quantities.0.claim',
    'BAD_USER_INPUT participations.1.actor',
    'BAD_USER_INPUT participations.2.actor',
    'BAD_USER_INPUT claims.0.claim',
    'BAD_USER_INPUT claims.1.quote',
  ])
  const circle = await correct({ expectedVersion: 1, relations: [{ kind: 'SUBEVENT_OF', event: other }] })
  expect(circle.errors).toEqual([])
  expect(
    await correct({ event: other, expectedVersion: 1, relations: [{ kind: 'SUBEVENT_OF', event }] }),
  ).toMatchObject({
    event: null,
    errors: [{ path: ['relations', '0'], message: 'makes the event a part of itself. Remove it.' }],
  })
})
