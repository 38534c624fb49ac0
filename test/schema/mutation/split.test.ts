import { expect } from 'vitest'
import { digestOfContent } from '../../support/digest.ts'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { clock, prepared } from './merging.ts'

const HISTORY = 'id version certainty mergedInto { id } revisions { version kind reason by }'

test('splitEvent returns relations and the claims about them, and can be merged again', async ({ service }) => {
  const { mutate, publishCall, event, call } = await prepared(service)
  const [claim] = call!.claims
  const about = (target: string) => ({
    relations: [{ kind: 'FOLLOWS', event: target }],
    claims: [claim, { ...claim, aspect: 'RELATION', relation: { kind: 'FOLLOWS', event: target } }],
  })
  const [merged] = await publishCall(1, {
    quantities: [{ measure: 'DURATION', best: 12, approximation: 'EXACT', claim: 'c' }],
    claims: [{ ...claim, key: 'c', attribution: [{ label: 'the other side', mode: 'INDIRECT_SPEECH' }] }],
    codes: [{ scheme: 'CAMEO', code: '041' }],
  })
  // The target is about the merged event, and so is a third one.
  const [target] = await publishCall(2, about(merged!))
  const [third] = await publishCall(3, about(merged!))
  const before = await digestOfContent(service.db)
  const states = await Promise.all([merged!, target!, third!].map((id) => event(id)))
  const merge = (into: number, version: number) =>
    mutate('mergeEvents', 'event { version }', {
      into: target,
      expectedVersion: into,
      merged: [{ event: merged, expectedVersion: version }],
      reason: 'One call',
    })
  const split = (expectedVersion: number) =>
    mutate('splitEvent', `event { ${HISTORY} } mergedEvent { ${HISTORY} }`, {
      event: target,
      mergedEvent: merged,
      expectedVersion,
      reason: 'Two calls',
    })
  expect((await split(1)).errors).toMatchObject([
    { code: 'CONFLICT', path: ['mergedEvent'], message: expect.stringContaining('is not merged') },
  ])
  expect((await merge(1, 1)).errors).toEqual([])
  const afterMerge = await clock()
  expect((await split(1)).errors).toMatchObject([{ code: 'CONFLICT', path: ['expectedVersion'] }])
  expect(await split(2)).toMatchObject({
    errors: [],
    event: { id: target, version: 3, revisions: [{}, { kind: 'CORRECTED' }, { kind: 'CORRECTED' }] },
    mergedEvent: {
      id: merged,
      version: 3,
      certainty: 'REPORTED',
      mergedInto: null,
      revisions: [{}, { kind: 'MERGED' }, { version: 3, kind: 'SPLIT', reason: 'Two calls', by: 'key:Example desk' }],
    },
  })
  await expectNoDrift(service)
  expect(await digestOfContent(service.db)).toEqual(before)
  const withoutVersion = (state: object) => ({ ...state, version: 0 })
  const after = await Promise.all([merged!, target!, third!].map((id) => event(id)))
  expect(after.map(withoutVersion)).toEqual(states.map(withoutVersion))
  expect(await event(merged!, afterMerge)).toMatchObject({ certainty: 'RETRACTED', mergedInto: { id: target } })
  const { data } = await service.ask<{ changes: { nodes: { kind: string }[] } }>('{ changes { nodes { kind } } }')
  expect(data.changes.nodes.filter(({ kind }) => kind === 'SPLIT')).toHaveLength(1)

  expect((await merge(3, 3)).errors).toEqual([])
  expect((await split(4)).errors).toEqual([])
  expect(await digestOfContent(service.db)).toEqual(before)
})

test('splitEvent leaves added rows with the target and names a row that was corrected since', async ({ service }) => {
  const { mutate, publishCall, event, call } = await prepared(service)
  const quantity = (best: number, text: string) => ({ measure: 'DURATION', best, approximation: 'EXACT', text })
  const [target] = await publishCall(1, { quantities: [quantity(10, 'ten')] })
  const [merged] = await publishCall(2, { quantities: [quantity(12, 'twelve')] })
  await mutate('mergeEvents', 'event { id }', {
    into: target,
    expectedVersion: 1,
    merged: [{ event: merged, expectedVersion: 1 }],
    reason: 'One call',
  })
  const correct = (expectedVersion: number, quantities: object[]) =>
    mutate('correctEvent', 'event { version }', { event: target, expectedVersion, quantities, reason: 'Misheard' })
  const split = (expectedVersion: number) =>
    mutate('splitEvent', 'event { id } mergedEvent { id }', {
      event: target,
      mergedEvent: merged,
      expectedVersion,
      reason: 'Two calls',
    })
  expect((await correct(2, [quantity(10, 'ten'), quantity(13, 'thirteen'), quantity(99, 'new')])).errors).toEqual([])
  const before = await digestOfContent(service.db)
  expect(await split(3)).toMatchObject({
    event: null,
    mergedEvent: null,
    errors: [
      {
        code: 'CONFLICT',
        path: ['mergedEvent'],
        message: expect.stringMatching(new RegExp(`quantities: event ${target}, .*12`)),
      },
    ],
  })
  expect(await digestOfContent(service.db)).toEqual(before)
  expect((await correct(3, [quantity(99, 'new'), quantity(12, 'twelve'), quantity(10, 'ten')])).errors).toEqual([])
  expect((await split(4)).errors).toEqual([])
  expect([await event(target!), await event(merged!)]).toMatchObject([
    { quantities: [{ best: 99 }, { best: 10 }], mentionCount: 1 },
    { quantities: [{ best: 12 }], mentionCount: 1, claims: [{ article: { url: 'https://news.example/call-2' } }] },
  ])
  expect(call).toBeDefined()
  await expectNoDrift(service)
})

test('splitActor keeps later corrections, and asks to split merged events first', async ({ service }) => {
  const { mutate, publishCall, event } = await prepared(service)
  const people = (name: string) => ({
    actors: [
      { key: 'one', kind: 'PERSON', name },
      { key: 'two', kind: 'PERSON', name: 'Second President' },
    ],
  })
  const byOne = { participations: [{ actor: 'one', role: 'INITIATOR' }] }
  const [kept] = await publishCall(1, byOne, people('First President'))
  const [corrected] = await publishCall(2, byOne, people('F. President'))
  const [joined] = await publishCall(3, byOne, people('F. President'))
  const idOf = async (name: string) =>
    (
      await service.ask<{ actor: { id: string } }>('query ($name: String!) { actor(by: { name: $name }) { id } }', {
        name,
      })
    ).data.actor.id
  const [stays, goes, second] = [
    await idOf('First President'),
    await idOf('F. President'),
    await idOf('Second President'),
  ]
  await mutate('mergeActors', 'actor { id }', {
    into: stays,
    expectedVersion: 1,
    merged: [{ actor: goes, expectedVersion: 1 }],
    reason: 'One person',
  })
  await mutate('correctEvent', 'event { id }', {
    event: corrected,
    expectedVersion: 2,
    participations: [{ actor: second, role: 'INITIATOR', basis: 'EXPLICIT' }],
    reason: 'It was the second',
  })
  await mutate('mergeEvents', 'event { id }', {
    into: kept,
    expectedVersion: 1,
    merged: [{ event: joined, expectedVersion: 2 }],
    reason: 'One call',
  })
  const split = () =>
    mutate('splitActor', 'eventCount actor { name names { name } } mergedActor { id name mergedInto { id } version }', {
      actor: stays,
      mergedActor: goes,
      expectedVersion: 2,
      reason: 'Two people',
    })
  expect((await split()).errors).toMatchObject([
    { code: 'CONFLICT', path: ['mergedActor'], message: expect.stringContaining(`${joined} into ${kept}`) },
  ])
  await mutate('splitEvent', 'event { id }', { event: kept, mergedEvent: joined, expectedVersion: 2, reason: 'No' })
  expect(await split()).toMatchObject({
    errors: [],
    eventCount: 1,
    actor: { name: 'First President', names: [] },
    mergedActor: { id: goes, name: 'F. President', mergedInto: null, version: 3 },
  })
  await expectNoDrift(service)
  expect([await event(kept!), await event(corrected!), await event(joined!)]).toMatchObject([
    { participations: [{ actor: { name: 'First President' } }] },
    { participations: [{ actor: { name: 'Second President' } }] },
    { participations: [{ actor: { name: 'F. President' } }] },
  ])
})
