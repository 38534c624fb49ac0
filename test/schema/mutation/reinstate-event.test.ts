import { expect } from 'vitest'
import { digestOfContent } from '../../support/digest.ts'
import { expectNoDrift } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { prepared } from './merging.ts'

test('reinstateEvent restores the version before a retraction, also one by retracted claims', async ({ service }) => {
  const { mutate, publishCall, event } = await prepared(service)
  const [id] = await publishCall(1, {})
  const before = await digestOfContent(service.db)
  const reinstate = (expectedVersion: number) =>
    mutate('reinstateEvent', 'event { version certainty revisions { kind } }', {
      event: id,
      expectedVersion,
      reason: 'It was right',
    })
  expect((await reinstate(1)).errors).toMatchObject([{ code: 'CONFLICT', path: ['event'] }])
  await mutate('retractEvent', 'event { id }', { event: id, expectedVersion: 1, reason: 'Wrong' })
  expect(await reinstate(2)).toMatchObject({
    errors: [],
    event: { version: 3, certainty: 'REPORTED', revisions: [{}, { kind: 'RETRACTED' }, { kind: 'REINSTATED' }] },
  })
  expect(await digestOfContent(service.db)).toEqual(before)
  const { claims } = (await event(id!)) as { claims: { id: string }[] }
  const quote = { exact: 'The two presidents spoke by telephone', start: 0, end: 37 }
  const retracted = await mutate('correctEvent', 'event { certainty }', {
    event: id,
    expectedVersion: 3,
    title: 'No call',
    phoneCall: { topics: ['nothing'] },
    claims: [{ claim: claims[0]!.id, aspect: 'OCCURRENCE', certainty: 'RETRACTED', quote }],
    reason: 'The article was withdrawn',
  })
  expect(retracted).toMatchObject({ errors: [], event: { certainty: 'RETRACTED' } })
  expect((await reinstate(4)).errors).toEqual([])
  expect(await digestOfContent(service.db)).toEqual(before)
  await expectNoDrift(service)
})
