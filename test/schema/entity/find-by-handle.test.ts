import { expect } from 'vitest'
import { publishReport } from '../../../ingest/publish.ts'
import { reportDocument } from '../../support/documents/report-document.ts'
import { tablesOf, test } from '../../support/service.ts'

const NAMES = [
  'Angela Merkel',
  'Frank-Walter Steinmeier',
  'Moscow',
  'Russia',
  'Serzh Sargsyan',
  'Serzh Sarkisian',
  'Vladimir Putin',
  'Germany',
  'Unknown Person',
  '',
]

function lookups(field: string, handles: readonly string[]): string {
  return handles.map((handle, i) => `${field}${i}: ${field}(by: { ${handle} }) { name }`).join('\n')
}

function byName(names: readonly string[]): string[] {
  return names.map((name) => `name: ${JSON.stringify(name)}`)
}

function byExternalId(scheme: string, values: readonly string[]): string[] {
  return values.map((value) => `externalId: { scheme: ${scheme}, value: ${JSON.stringify(value)} }`)
}

test('ten aliases of actor by name cost one statement for names and one for actors', async ({ seeded }) => {
  const { data, errors } = await seeded.ask<Record<string, { name: string } | null>>(
    `{ ${lookups('actor', byName(NAMES))} }`,
  )
  expect(errors).toBeUndefined()
  expect(Object.values(data).map((actor) => actor?.name ?? null)).toEqual([
    'Angela Merkel',
    'Frank-Walter Steinmeier',
    'Russia',
    'Russia',
    'Serzh Sarkisian',
    'Serzh Sarkisian',
    'Vladimir Putin',
    'Germany',
    null,
    null,
  ])
  expect(tablesOf(seeded.statements)).toEqual(['actors', 'actors'])
})

test('each kind of handle of each concept costs one statement', async ({ seeded }) => {
  const { data: ids } = await seeded.ask<{ actor: { id: string }; place: { id: string } }>(
    '{ actor(by: { name: "Angela Merkel" }) { id } place(by: { name: "Germany" }) { id } }',
  )
  const actors = [
    ...byName(['Moscow', 'Vladimir Putin']),
    ...byExternalId('WIKIDATA', ['Q7747', 'Q183', 'none']),
    `id: "${ids.actor.id}"`,
  ]
  const places = [...byName(['Dagestan', 'Karabakh']), ...byExternalId('WIKIDATA', ['Q183']), `id: "${ids.place.id}"`]
  const { data, errors } = await seeded.ask<Record<string, { name: string } | null>>(
    `{ ${lookups('actor', actors)} ${lookups('place', places)} }`,
  )
  expect(errors).toBeUndefined()
  expect(Object.values(data).map((entity) => entity?.name ?? null)).toEqual([
    'Russia',
    'Vladimir Putin',
    'Vladimir Putin',
    'Germany',
    null,
    'Angela Merkel',
    'Dagestan',
    'Nagorno-Karabakh',
    'Germany',
    'Germany',
  ])
  expect(tablesOf(seeded.statements).toSorted()).toEqual([
    'actor_external_ids',
    'actors',
    'actors',
    'place_external_ids',
    'places',
    'places',
  ])
})

test('a name that several actors have gives null beside names that one actor has', async ({ service }) => {
  const actors = [
    { key: 'a', kind: 'PERSON', name: 'John Smith', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
    { key: 'b', kind: 'PERSON', name: 'Jane Doe', names: [{ kind: 'ALIAS', name: 'John Smith' }] },
    { key: 'c', kind: 'PERSON', name: 'Ann Lee', names: [{ kind: 'ALIAS', name: 'Ann Lee' }] },
  ]
  await publishReport(service.db, reportDocument({ actors }), { by: 'test' })
  const { data, errors } = await service.ask(
    `{ ${lookups('actor', [...byName(['John Smith', 'Jane Doe', 'Ann Lee', 'Ann\u0000Lee']), ...byExternalId('WIKIDATA', ['Q1', 'Q\u00001', 'Q 1'])])} }`,
  )
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    actor0: null,
    actor1: { name: 'Jane Doe' },
    actor2: { name: 'Ann Lee' },
    actor3: null,
    actor4: { name: 'John Smith' },
    actor5: null,
    actor6: null,
  })
})
