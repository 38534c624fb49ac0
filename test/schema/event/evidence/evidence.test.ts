import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { datasets } from '../../../../database/tables/dataset.ts'
import { parseId } from '../../../../database/values/ids.ts'
import { mergeEvents } from '../../../../ingest/merge/events.ts'
import { splitEvent } from '../../../../ingest/merge/split-event.ts'
import { expectNoDrift } from '../../../support/import.ts'
import { correcting, desk, publish, report } from '../../../support/publisher-client.ts'
import { test, type Service } from '../../../support/service.ts'

const AUDIT_INFO = { reason: 'The same call', by: 'test' }
const PARTS = `version certainty evidence unsupportedFields
  claims { id realis attribution { name } } quantities { best claim { id } }
  revisions { changes { field isSupported } }`
const CORRECT = `mutation ($input: CorrectEventInput!) { correctEvent(input: $input) {
  event { ${PARTS} } errors { path message }
} }`

interface EventState {
  version: number
  certainty: string
  evidence: string
  unsupportedFields: string[]
  claims: { id: string; realis: string; attribution: { name: string }[] }[]
  revisions: { changes: { field: string; isSupported: boolean | null }[] }[]
}

function quoted(exact: string, more: object = {}) {
  return { aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact }, ...more }
}

/** Publishes a call of its own and returns its id. */
async function publishCall(service: Service, key: string, title: string, overrides: Record<string, unknown> = {}) {
  const [call] = report().events
  const article = { url: `https://news.example/${title}`, publisher: { name: 'Example News' } }
  const input = report({ article, events: [{ ...call, title }], ...overrides })
  const { events, errors } = await publish(service, key, input)
  expect(errors).toEqual([])
  return events[0]?.id ?? ''
}

test('evidence follows the quotes and the method of the dataset, and opens in lists only on demand', async ({
  service,
}) => {
  const key = await desk(service)
  // An administrator has declared the dataset as made by a machine; reports into it cannot change that.
  const machine = { name: 'machine', title: 'Machine', licence: 'CC0-1.0' }
  await service.db.insert(datasets).values({ ...machine, id: crypto.randomUUID(), method: 'CODED' })
  const verified = await publishCall(service, key, 'verified')
  const listed = await publishCall(service, key, 'listed', { text: null })
  const coded = await publishCall(service, key, 'coded', { text: null, dataset: machine })
  await publishCall(service, key, 'read', { dataset: machine })
  const titles = async (where: string) => {
    const { data } = await service.ask<{ events: { totalCount: number; nodes: { title: string }[] } }>(
      `{ events(where: ${where}) { totalCount nodes { title } } }`,
    )
    const found = data.events.nodes.map(({ title }) => title).toSorted()
    expect(data.events.totalCount).toBe(found.length)
    return found.join(' ')
  }
  expect(await titles('{}')).toBe('listed read verified')
  expect(await titles('{ evidence: [CODED] }')).toBe('coded')
  expect(await titles('{ dataset: ["machine"] }')).toBe('coded read')
  expect(await titles('{ or: [{ dataset: ["machine"] }, { search: "listed" }] }')).toBe('coded listed read')
  expect(await titles('{ dataset: ["machine"], evidence: [QUOTED] }')).toBe('read')
  // What is only excluded does not open the rest.
  expect(await titles('{ not: { dataset: ["desk"] } }')).toBe('read')
  expect(await titles('{ not: { evidence: [QUOTED] } }')).toBe('listed')
  const { data } = await service.ask(
    `query ($id: ID!) { event(id: $id) { evidence certainty mentions { nodes { article { events { nodes { title } } } } } }
      actor(by: { name: "First President" }) { events { totalCount } counterparts { eventCount } all: counterparts(where: { evidence: [QUOTED, LISTED, CODED] }) { eventCount } }
      datasets { name method } }`,
    { id: coded },
  )
  expect(data).toEqual({
    // What is looked up by its id, or by its article, is there.
    event: {
      evidence: 'CODED',
      certainty: 'REPORTED',
      mentions: { nodes: [{ article: { events: { nodes: [{ title: 'coded' }] } } }] },
    },
    actor: { events: { totalCount: 3 }, counterparts: [{ eventCount: 3 }], all: [{ eventCount: 4 }] },
    datasets: [
      { name: 'desk', method: 'EDITED' },
      { name: 'machine', method: 'CODED' },
    ],
  })

  const evidenceOf = async (id: string, asOf: string | null = null) => {
    const { data: state } = await service.ask<{ event: { evidence: string } }>(
      'query ($id: ID!, $asOf: DateTime) { event(id: $id, asOf: $asOf) { evidence } }',
      { id, asOf },
    )
    return state.event.evidence
  }
  await sleep(5)
  const before = new Date().toISOString()
  await sleep(5)
  // Without its verified quote, the event is only listed.
  const correct = correcting<EventState>(service, key, CORRECT, verified)
  const corrected = await correct({
    expectedVersion: 1,
    claims: [
      quoted('never written', { certainty: 'UNCLEAR' }),
      quoted('The two presidents', { certainty: 'RETRACTED' }),
    ],
  })
  expect(corrected).toMatchObject({ errors: [], event: { evidence: 'LISTED', certainty: 'UNCLEAR' } })
  expect(corrected.event?.revisions[1]?.changes.map(({ field }) => field)).toEqual([
    'certainty',
    'independentOriginCount',
    'evidence',
    'claims',
  ])
  expect([await evidenceOf(verified), await evidenceOf(verified, before)]).toEqual(['LISTED', 'QUOTED'])
  // A merged event has the strongest evidence; a split gives back both.
  const [target, merged] = [parseId(coded)?.uuid ?? '', parseId(listed)?.uuid ?? '']
  await mergeEvents(service.db, { id: target, expectedVersion: 1 }, [{ id: merged, expectedVersion: 1 }], AUDIT_INFO)
  expect(await evidenceOf(coded)).toBe('LISTED')
  expect(await titles('{}')).toBe('coded read verified')
  await expectNoDrift(service)
  await splitEvent(service.db, { id: target, expectedVersion: 2 }, merged, AUDIT_INFO)
  expect([await evidenceOf(coded), await evidenceOf(listed)]).toEqual(['CODED', 'LISTED'])
  await expectNoDrift(service)
})

test('claims state their realis and their sources by name, and corrections say what no claim supports', async ({
  service,
}) => {
  const key = await desk(service)
  const [call] = report().events
  const chain = [
    { agent: 'one', mode: 'INDIRECT_SPEECH' },
    { label: 'a spokesman', mode: 'INDIRECT_SPEECH' },
    { mode: 'UNNAMED' },
  ]
  const claims = [
    quoted('a spokesman said', { realis: 'SCHEDULED', attribution: chain }),
    quoted('The two presidents', { aspect: 'CONTEXT' }),
  ]
  const id = await publishCall(service, key, 'planned', { events: [{ ...call, claims }] })
  const { data } = await service.ask<{ event: EventState }>(`query ($id: ID!) { event(id: $id) { ${PARTS} } }`, { id })
  // A claim that it is planned does not assert that it took place.
  expect(data.event).toMatchObject({
    certainty: 'UNCLEAR',
    unsupportedFields: [],
    claims: [
      {
        realis: 'SCHEDULED',
        attribution: ['First President', 'a spokesman', 'an unnamed source', 'Example News'].map((name) => ({ name })),
      },
      { realis: 'ACTUAL', attribution: [{ name: 'Example News' }] },
    ],
  })
  const stored = data.event.claims.map((claim, i) => ({ ...claims[i], attribution: [], claim: claim.id }))
  const correct = correcting<EventState>(service, key, CORRECT, id)
  const supportOf = async (input: object) => {
    const { event, errors } = await correct(input)
    expect(errors).toEqual([])
    const changes = event?.revisions.at(-1)?.changes.map(({ field, isSupported }) => [field, isSupported])
    return [Object.fromEntries(changes ?? []), event?.unsupportedFields]
  }
  const occurred = { edtf: '2016-04-05T15:00:00Z', precision: 'HOUR', basis: 'EXPLICIT' }
  const number = { measure: 'DURATION', best: 30, unit: 'minutes', approximation: 'EXACT' }
  expect(await supportOf({ expectedVersion: 1, title: 'Another', occurred, quantities: [number] })).toEqual([
    { title: null, occurred: false, quantities: false },
    ['occurred', 'quantities'],
  ])
  // Later corrections bring the claims: about the time, and by the reference of the quantity.
  const onTuesday = quoted('on Tuesday', { aspect: 'TIME' })
  expect(await supportOf({ expectedVersion: 2, claims: [...stored, onTuesday] })).toEqual([
    { claims: null },
    ['quantities'],
  ])
  expect(await supportOf({ expectedVersion: 3, quantities: [{ ...number, claim: data.event.claims[1]?.id }] })).toEqual(
    [{ quantities: true }, []],
  )
  // The event becomes what its claim says, and then is asserted by it; the claim keeps its realis.
  expect(await supportOf({ expectedVersion: 4, realis: 'SCHEDULED' })).toEqual([
    { realis: false, certainty: null, independentOriginCount: null },
    ['realis'],
  ])
  const again = await service.ask<{ event: EventState }>(`query ($id: ID!) { event(id: $id) { ${PARTS} } }`, { id })
  expect(again.data.event).toMatchObject({
    certainty: 'REPORTED',
    claims: [{ realis: 'SCHEDULED' }, { realis: 'ACTUAL' }, { realis: 'ACTUAL' }],
  })
  await expectNoDrift(service)
})
