import { expect } from 'vitest'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept, countRows, problemsOf } from '../../support/ingest.ts'
import { test } from '../../support/service.ts'

test('matches actors by external id, else by exact name and kind, and only adds to them', async ({ service }) => {
  await accept(service, reportDocument())
  const actors = (a: object, b: object) =>
    reportDocument({
      idempotencyKey: JSON.stringify([a, b]),
      actors: [
        { key: 'a', ...a },
        { key: 'b', ...b },
      ],
    })
  await accept(
    service,
    actors(
      {
        kind: 'STATE',
        name: 'Realm A',
        names: [{ name: 'A-land', kind: 'ALIAS' }],
        externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }],
      },
      { kind: 'STATE', name: 'State B', externalIds: [{ scheme: 'ISO3166_A3', value: 'BBB' }] },
    ),
  )
  expect(await countRows(service)).toMatchObject({ actors: 2, events: 2 })
  const { data } = await service.ask(`{
    a: actor(by: { name: "A-land" }) { name externalIds { value } }
    b: actor(by: { externalId: { scheme: ISO3166_A3, value: "BBB" } }) { name }
  }`)
  expect(data).toEqual({ a: { name: 'State A', externalIds: [{ value: 'Q1' }] }, b: { name: 'State B' } })

  await accept(
    service,
    actors(
      { kind: 'ORGANIZATION', name: 'State A' },
      { kind: 'STATE', name: 'State B', externalIds: [{ scheme: 'ISO3166_A3', value: 'CCC' }] },
    ),
  )
  expect(await countRows(service)).toMatchObject({ actors: 4 })
  expect(
    await problemsOf(service, actors({ kind: 'STATE', name: 'A-land' }, { kind: 'STATE', name: 'State B' })),
  ).toEqual([expect.stringMatching(/^- actors\[1\]: matches 2 stored actors\./)])
  expect(
    await problemsOf(service, actors({ kind: 'STATE', name: 'State A' }, { kind: 'STATE', name: 'A-land' })),
  ).toEqual(['- actors[1]: is the same as "a" of this document. Keep one and refer to it.'])
})

test('accepts ids of stored objects as references and refuses unknown ids', async ({ service }) => {
  await accept(service, reportDocument())
  const { data } = await service.ask<{ actor: { id: string } }>('{ actor(by: { name: "State A" }) { id } }')
  const reportBy = (actor: string) =>
    reportDocument({ idempotencyKey: actor, events: [phoneCall({ participations: [{ actor, role: 'INITIATOR' }] })] })
  expect(await accept(service, reportBy(data.actor.id))).toMatchObject({ created: true })
  expect(await problemsOf(service, reportBy('act_01h455vb4pex5vsknk084sn02q'))).toEqual([
    '- events[0].participations[0].actor: must be the id of a stored actor; no actor has "act_01h455vb4pex5vsknk084sn02q".',
  ])
})

test('refuses an office that the actor did not hold on the day of the event', async ({ service }) => {
  const leader = (edtf: string) =>
    reportDocument({
      idempotencyKey: edtf,
      offices: [{ key: 'chair', title: 'Chair of A', organization: 'a' }],
      actors: [
        { key: 'a', kind: 'STATE', name: 'State A' },
        {
          key: 'p',
          kind: 'PERSON',
          name: 'Person P',
          tenures: [{ office: 'chair', from: '2019-12-01', until: '2020-01-01' }],
        },
      ],
      events: [
        phoneCall({
          occurred: { edtf, basis: 'EXPLICIT' },
          participations: [{ actor: 'p', role: 'INITIATOR', office: 'chair' }],
        }),
      ],
    })
  expect(await accept(service, leader('2019-12-31'))).toMatchObject({ created: true })
  const before = await countRows(service)
  expect(await problemsOf(service, leader('2020-01-01'))).toEqual([
    '- events[0].participations[0].office: "p" did not hold "chair" on 2020-01-01. Correct the office or its tenures.',
  ])
  expect(await countRows(service)).toEqual(before)
})

test('refuses a cycle of places over several reports', async ({ service }) => {
  const places = (of: string, to: string) =>
    reportDocument({
      idempotencyKey: of,
      places: [
        { key: 'x', kind: 'ADM1', name: of, parents: [{ kind: 'PART_OF', place: 'y' }] },
        { key: 'y', kind: 'ADM1', name: to },
      ],
    })
  await accept(service, places('One', 'Two'))
  await accept(service, places('Two', 'Three'))
  expect(await problemsOf(service, places('Three', 'One'))).toContain(
    '- places[0].parents: make "x" a part of itself, together with stored parents. Remove one.',
  )
  expect(await countRows(service)).toMatchObject({ places: 3, events: 2 })
})

test('refuses an actor whose external id belongs to an actor of another kind', async ({ service }) => {
  await accept(service, reportDocument())
  const person = { key: 'a', kind: 'PERSON', name: 'Person A', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] }
  const document = reportDocument({
    idempotencyKey: 'x',
    actors: [person, { key: 'b', kind: 'STATE', name: 'State B' }],
  })
  expect(await problemsOf(service, document)).toEqual([
    '- actors[0].kind: must be STATE, the kind of the stored row with the same external id; got PERSON. Correct the kind or the external id.',
  ])
})
