import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { EventKindName } from '../../database/tables/event-kinds.ts'
import { desk } from '../support/publisher-client.ts'
import { completeCorrection, completeReport } from '../support/round-trip/complete-documents.ts'
import { correctionFormat, DEFINITIONS, eventFormat, kindAfter, REPORT, TEXT } from '../support/round-trip/formats.ts'
import { printSelection, ReadBack, type Reading } from '../support/round-trip/read-back.ts'
import { readingRules, REPORT_READING, toInput, type Fields } from '../support/round-trip/reading-rules.ts'
import { test, type Service } from '../support/service.ts'

async function momentBetweenWrites(): Promise<string> {
  await sleep(5)
  const now = new Date().toISOString()
  await sleep(5)
  return now
}

/** Reads an event over GraphQL and compares it with a reading. */
async function expectEvent(service: Service, id: string, { selection, expected }: Reading, at: string | null = null) {
  const query = `query ($id: ID!, $at: DateTime) { event(id: $id, asOf: $at) { ${printSelection(selection)} } }`
  const { data, errors } = await service.ask<{ event: Fields }>(query, { id, at })
  expect(errors).toBeUndefined()
  const sorted = (event: Fields) => ({ ...event, relations: (event['relations'] as Fields[]).toSorted(byKind) })
  expect(sorted(data.event)).toMatchObject(sorted(expected as Fields))
}

function byKind(a: Fields, b: Fields): number {
  return String(a['kind']) < String(b['kind']) ? -1 : 1
}

/** The list with the objects of each field of a report. */
const ROOT_LISTS: Record<string, string[]> = {
  dataset: ['datasets'],
  article: ['articles', 'nodes'],
  places: ['places', 'nodes'],
  actors: ['actors', 'nodes'],
  storylines: ['storylines', 'nodes'],
  offices: ['actors', 'nodes', '... on Organization', 'offices'],
}

/** Reads what a report says besides its events, and compares it. */
async function expectEntities(service: Service, document: Fields): Promise<void> {
  const { selection, expected } = new ReadBack(DEFINITIONS, REPORT_READING, document).of(REPORT, document)
  for (const [field, value] of Object.entries(expected as Fields)) {
    const path = ROOT_LISTS[field] ?? [field]
    const query = path.reduceRight(
      (below, name) => `{ ${name} ${below} }`,
      `{ ${printSelection(selection[field] ?? {})} }`,
    )
    const { data, errors } = await service.ask<Fields>(query)
    expect([field, errors]).toEqual([field, undefined])
    const stored = path.filter((name) => !name.startsWith('...')).reduce<Fields[]>(stepInto, [data])
    for (const item of [value].flat() as Fields[]) {
      expect(stored.find((object) => nameOf(object) === nameOf(item))).toMatchObject(item)
    }
  }
}

function nameOf({ name, title, url }: Fields): unknown {
  return name ?? title ?? url
}

function stepInto(objects: Fields[], field: string): Fields[] {
  return objects.flatMap((object) => (object[field] ?? []) as Fields[])
}

async function mutate<Payload>(service: Service, key: string, name: string, input: Fields, selection: string) {
  const { data, errors } = await service.ask<Record<string, Payload & { errors: object[] }>>(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
      ${name}(input: $input) { errors { path message } ${selection} }
    }`,
    { input },
    { authorization: `Bearer ${key}` },
  )
  expect(errors).toBeUndefined()
  expect(data[name]).toMatchObject({ errors: [] })
  return data[name] as Payload
}

interface StoredEvent {
  claims: { id: string }[]
  storylines: { id: string }[]
  participations: { office: { id: string } }[]
}

interface Published {
  isNew: boolean
  article: { id: string }
  events: { key: string; id: string; event: StoredEvent }[]
  resolved: { key: string; id: string }[]
}

function publish(service: Service, key: string, document: Fields): Promise<Published> {
  const events = (document['events'] as Fields[]).map((draft) => toInput(draft, draft['kind'] as EventKindName))
  const stored = 'claims { id } storylines { id } participations { office { id } }'
  const selection = `isNew article { id } events { key id event { ${stored} } } resolved { key id }`
  return mutate<Published>(service, key, 'publishReport', { ...document, events }, selection)
}

test('every field of a report and of a correction is stored, and read now and with asOf', async ({ service }) => {
  const key = await desk(service)
  const document = completeReport(0)
  const { events, article } = await publish(service, key, document)
  await expectEntities(service, document)
  expect(await publish(service, key, { ...document, events: [...(document['events'] as Fields[])] })).toMatchObject({
    isNew: false,
  })
  const readings = (document['events'] as Fields[]).map((draft) => {
    const kind = draft['kind'] as EventKindName
    return new ReadBack(DEFINITIONS, readingRules(kind), [document, draft]).of(eventFormat(kind), draft, ['events'])
  })
  for (const [i, reading] of readings.entries()) await expectEvent(service, events[i]!.id, reading)

  const other = await publish(service, key, completeReport(20_000))
  const published = await momentBetweenWrites()
  const givenFields = new Set(['event', 'expectedVersion', 'reason'])
  for (const [i, { id, event }] of events.entries()) {
    const kind = kindAfter(i)
    const target = other.events[i]!
    const references = {
      actor: other.resolved[0]!.id,
      place: other.resolved[2]!.id,
      office: target.event.participations[0]!.office.id,
      storyline: target.event.storylines[0]!.id,
      events: [target.id, other.events[(i + 1) % other.events.length]!.id] as const,
    }
    const correction = completeCorrection(
      kind,
      references,
      article.id,
      event.claims.map((claim) => claim.id).toReversed(),
    )
    const input = { ...toInput(correction, kind), event: id, expectedVersion: 1, reason: 'A test', text: TEXT }
    const corrected = await mutate(service, key, 'correctEvent', input, 'event { version revisions { reason } }')
    expect(corrected).toMatchObject({ event: { version: 2, revisions: [{}, { reason: 'A test' }] } })
    for (const field of Object.keys(input)) givenFields.add(field)
    const reading = new ReadBack(DEFINITIONS, readingRules(kind), correction).of(correctionFormat(kind), correction, [
      'events',
    ])
    await expectEvent(service, id, reading)
    await expectEvent(service, id, readings[i]!, published)
  }
  const inputType = await service.ask<{ __type: { inputFields: { name: string }[] } }>(
    '{ __type(name: "CorrectEventInput") { inputFields { name } } }',
  )
  expect(inputType.data.__type.inputFields.map(({ name }) => name).toSorted()).toEqual([...givenFields].toSorted())
})
