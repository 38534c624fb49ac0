import { expect, test } from 'vitest'
import type { Context } from '../../../schema/builder/context.ts'
import { batched, FLOOR } from '../../../schema/loaders/loader.ts'

const contextOf = () => ({ cursorKey: 'test' }) as Context

const counting = (floor: (typeof FLOOR)[keyof typeof FLOOR]) => {
  const batches: string[][] = []
  const loader = batched<string, string>(floor, async (keys) => {
    batches.push([...keys])
    await new Promise((done) => setTimeout(done, 5))
    return keys.map((key) => key.toUpperCase())
  })
  return { batches, loader }
}

test('what is asked for at several depths goes out in one batch', async () => {
  const context = contextOf()
  const claims = counting(FLOOR.PART_OF_EVENT)
  const links = counting(FLOOR.PART_OF_CLAIM)
  const actors = counting(FLOOR.ACTOR)
  await Promise.all([
    actors.loader(context).load('near'),
    claims
      .loader(context)
      .load('claim')
      .then(() => links.loader(context).load('link'))
      .then(() => actors.loader(context).load('far')),
  ])
  expect(claims.batches).toEqual([['claim']])
  expect(links.batches).toEqual([['link']])
  expect(actors.batches).toEqual([['near', 'far']])
})

test('keys that are at hand hold nobody back', async () => {
  const context = contextOf()
  const events = counting(FLOOR.EVENT)
  const actors = counting(FLOOR.ACTOR)
  events.loader(context).prime('known', 'KNOWN')
  const found = await Promise.all([events.loader(context).load('known'), actors.loader(context).load('a')])
  expect(found).toEqual(['KNOWN', 'A'])
  expect(events.batches).toEqual([])
})

test('a batch that fails lets those above it go on', async () => {
  const context = contextOf()
  const failing = batched<string, string>(FLOOR.EVENT, () => Promise.reject(new Error('The table is gone')))
  const actors = counting(FLOOR.ACTOR)
  const [failed, found] = await Promise.allSettled([failing(context).load('x'), actors.loader(context).load('a')])
  expect(failed).toMatchObject({ status: 'rejected', reason: new Error('The table is gone') })
  expect(found).toMatchObject({ status: 'fulfilled', value: 'A' })
})

test('requests do not wait for each other', async () => {
  const [slow, quick] = [contextOf(), contextOf()]
  let release = () => {}
  const hanging = batched<string, string>(FLOOR.EVENT, async (keys) => {
    await new Promise<void>((done) => (release = done))
    return keys
  })
  const actors = counting(FLOOR.ACTOR)
  const waiting = hanging(slow).load('x')
  expect(await actors.loader(quick).load('a')).toBe('A')
  release()
  expect(await waiting).toBe('x')
})
