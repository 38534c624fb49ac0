import { expect } from 'vitest'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { clock, EVENT, prepared } from './merging.ts'

test('mergeEvents moves all parts of the merged events and recomputes the certainty', async ({ service }) => {
  const { mutate, publishCall, event, call } = await prepared(service)
  const [first] = await publishCall(1, { quantities: [{ measure: 'DURATION', best: 10, approximation: 'EXACT' }] })
  const [claim] = call!.claims
  const [second] = await publishCall(2, {
    title: 'A telephone call',
    codes: [{ scheme: 'CAMEO', code: '041' }],
    claims: [{ ...claim, attribution: [{ label: 'the other side', mode: 'INDIRECT_SPEECH' }] }],
    quantities: [{ measure: 'DURATION', best: 12, approximation: 'EXACT' }],
  })
  const [tied] = await publishCall(3, { relations: [{ kind: 'FOLLOWS', event: second }] })
  const before = await clock()
  const [was, other] = [await event(first!), await event(second!)]

  const payload = await mutate('mergeEvents', `event { ${EVENT} revisions { version kind changes { field } } }`, {
    into: first,
    expectedVersion: 1,
    merged: [{ event: second, expectedVersion: 1 }],
    reason: 'One call, reported twice',
  })
  expect(payload.errors).toEqual([])
  expect(payload.event).toMatchObject({
    id: first,
    title: 'The presidents speak',
    version: 2,
    // One house: see test/schema/event/origins.test.ts for independent origins.
    certainty: 'REPORTED',
    mentionCount: 2,
    publisherCount: 2,
    mergedInto: null,
    claims: [...(was!['claims'] as object[]), ...(other!['claims'] as object[])],
    participations: [{ role: 'INITIATOR' }, { role: 'RECIPIENT' }],
    quantities: [{ best: 10 }, { best: 12 }],
    relations: [{ kind: 'FOLLOWS', direction: 'INCOMING', event: { id: tied } }],
    codes: [{ code: '041' }],
    revisions: [{ kind: 'CREATED' }, { version: 2, kind: 'CORRECTED' }],
  })
  expect(await event(second!)).toMatchObject({
    id: second,
    title: 'A telephone call',
    version: 2,
    certainty: 'RETRACTED',
    mergedInto: { id: first },
    claims: [],
    mentionCount: 0,
  })
  expect(await event(tied!)).toMatchObject({
    version: 2,
    relations: [{ kind: 'FOLLOWS', direction: 'OUTGOING', event: { id: first } }],
  })
  await expectNoDrift(service)
  expect(await event(first!, before)).toEqual(was)
  expect(await event(second!, before)).toEqual({
    ...other,
    relations: [{ kind: 'FOLLOWS', direction: 'INCOMING', event: { id: tied } }],
  })
  const { data } = await service.ask(
    '{ events { totalCount } changes { nodes { kind version reason event { id mergedInto { id } } } } }',
  )
  expect(data).toMatchObject({
    events: { totalCount: 2 },
    changes: {
      nodes: expect.arrayContaining([
        {
          kind: 'MERGED',
          version: 2,
          reason: 'One call, reported twice',
          event: { id: second, mergedInto: { id: first } },
        },
        { kind: 'CORRECTED', version: 2, reason: 'One call, reported twice', event: { id: tied, mergedInto: null } },
      ]),
    },
  })

  // After a chain of merges, ids and references resolve to the final target.
  const [third] = await publishCall(4, {})
  const last = { into: third, expectedVersion: 1, merged: [{ event: first, expectedVersion: 2 }], reason: 'The same' }
  expect((await mutate('mergeEvents', 'event { id }', last)).errors).toEqual([])
  expect(await event(second!)).toMatchObject({ mergedInto: { id: third } })
  const [late] = await publishCall(5, { relations: [{ kind: 'FOLLOWS', event: second }] })
  expect(await event(late!)).toMatchObject({ relations: [{ event: { id: third } }] })
  const again = await mutate('mergeEvents', 'event { id }', { ...last, expectedVersion: 2 })
  expect(again).toMatchObject({
    event: null,
    errors: [
      { code: 'CONFLICT', path: ['merged', '0', 'expectedVersion'], message: expect.stringContaining('MERGED') },
    ],
  })
  await expectNoDrift(service)
})

test('mergeEvents makes an event DISPUTED if claims of different reports conflict', async ({ service }) => {
  const { mutate, publishCall, call } = await prepared(service)
  const [claim] = call!.claims
  const [first] = await publishCall(1, {})
  const [second] = await publishCall(2, { claims: [{ ...claim, certainty: 'DENIED' }] })
  expect(
    await mutate('mergeEvents', 'event { certainty claims { certainty } }', {
      into: first,
      expectedVersion: 1,
      merged: [{ event: second, expectedVersion: 1 }],
      reason: 'One call',
    }),
  ).toMatchObject({ event: { certainty: 'DISPUTED', claims: [{ certainty: 'REPORTED' }, { certainty: 'DENIED' }] } })
})

test('mergeEvents rejects events that cannot be merged and changes nothing', async ({ service }) => {
  const { mutate, publishCall, event } = await prepared(service)
  const [call] = await publishCall(1, {})
  const [visit] = await publishCall(2, {
    kind: 'VISIT',
    phoneCall: null,
    participations: [{ actor: 'one', role: 'VISITOR' }],
    relations: [{ kind: 'SUBEVENT_OF', event: call }],
  })
  const [part] = await publishCall(3, { relations: [{ kind: 'SUBEVENT_OF', event: visit }] })
  const merge = (into: string, merged: string) =>
    mutate('mergeEvents', 'event { id }', {
      into,
      expectedVersion: 1,
      merged: [{ event: merged, expectedVersion: 1 }],
      reason: 'The same',
    })
  expect(await merge(call!, visit!)).toMatchObject({
    event: null,
    errors: [{ code: 'BAD_USER_INPUT', path: ['merged', '0', 'event'], message: expect.stringContaining('VISITOR') }],
  })
  // The whole is a part of the visit, and the visit of the whole.
  expect(await merge(call!, part!)).toMatchObject({ errors: [{ code: 'BAD_USER_INPUT', path: ['merged'] }] })
  expect(await merge(call!, 'evt_00000000000000000000000000')).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] })
  for (const id of [call, visit, part]) expect(await event(id!)).toMatchObject({ version: 1, mergedInto: null })
})
