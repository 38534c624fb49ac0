import { expect, test } from 'vitest'
import type { Context } from '../../../schema/builder/context.ts'
import { createLoader, LOAD_ORDER } from '../../../schema/loaders/loader.ts'

function contextOf() {
  return { cursorKey: 'test' } as Context
}

function counting(floor: (typeof LOAD_ORDER)[keyof typeof LOAD_ORDER]) {
  const batches: string[][] = []
  const loader = createLoader<string, string>(floor, async (keys) => {
    batches.push([...keys])
    await new Promise((done) => setTimeout(done, 5))
    return keys.map((key) => key.toUpperCase())
  })
  return { batches, loader }
}

test('what is asked for at several depths goes out in one batch', async () => {
  const context = contextOf()
  const claims = counting(LOAD_ORDER.PART_OF_EVENT)
  const links = counting(LOAD_ORDER.PART_OF_CLAIM)
  const actors = counting(LOAD_ORDER.ACTOR)
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
  const events = counting(LOAD_ORDER.EVENT)
  const actors = counting(LOAD_ORDER.ACTOR)
  events.loader(context).prime('known', 'KNOWN')
  const found = await Promise.all([events.loader(context).load('known'), actors.loader(context).load('a')])
  expect(found).toEqual(['KNOWN', 'A'])
  expect(events.batches).toEqual([])
})

test('a batch that fails lets those above it go on', async () => {
  const context = contextOf()
  const failing = createLoader<string, string>(LOAD_ORDER.EVENT, () => Promise.reject(new Error('The table is gone')))
  const actors = counting(LOAD_ORDER.ACTOR)
  const [failed, found] = await Promise.allSettled([failing(context).load('x'), actors.loader(context).load('a')])
  expect(failed).toMatchObject({ status: 'rejected', reason: new Error('The table is gone') })
  expect(found).toMatchObject({ status: 'fulfilled', value: 'A' })
})

test('requests do not wait for each other', async () => {
  const [slow, quick] = [contextOf(), contextOf()]
  let release = () => {}
  const hanging = createLoader<string, string>(LOAD_ORDER.EVENT, async (keys) => {
    await new Promise<void>((done) => (release = done))
    return keys
  })
  const actors = counting(LOAD_ORDER.ACTOR)
  const waiting = hanging(slow).load('x')
  expect(await actors.loader(quick).load('a')).toBe('A')
  release()
  expect(await waiting).toBe('x')
})
