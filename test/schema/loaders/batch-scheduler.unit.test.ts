import { expect, test } from 'vitest'
import type { Context } from '../../../schema/builder/context.ts'
import { createLoader, LOAD_ORDER } from '../../../schema/loaders/loader.ts'

function createContext() {
  return { cursorKey: 'test' } as Context
}

/** A loader that records the keys of its batches. */
function recordingLoader(rank: number) {
  const batches: string[][] = []
  const loader = createLoader<string, string>(rank, async (keys) => {
    batches.push([...keys])
    await new Promise((done) => setTimeout(done, 5))
    return keys.map((key) => key.toUpperCase())
  })
  return { batches, loader }
}

test('keys from several depths of a query are loaded in one batch', async () => {
  const context = createContext()
  const claims = recordingLoader(LOAD_ORDER.PART_OF_EVENT)
  const links = recordingLoader(LOAD_ORDER.PART_OF_CLAIM)
  const actors = recordingLoader(LOAD_ORDER.ACTOR)
  const loadFar = async () => {
    await claims.loader(context).load('claim')
    await links.loader(context).load('link')
    await actors.loader(context).load('far')
  }
  await Promise.all([actors.loader(context).load('near'), loadFar()])
  expect(claims.batches).toEqual([['claim']])
  expect(links.batches).toEqual([['link']])
  expect(actors.batches).toEqual([['near', 'far']])
})

test('a fully cached batch does not block batches of higher ranks', async () => {
  const context = createContext()
  const events = recordingLoader(LOAD_ORDER.EVENT)
  const actors = recordingLoader(LOAD_ORDER.ACTOR)
  events.loader(context).prime('cached', 'CACHED')
  const values = await Promise.all([events.loader(context).load('cached'), actors.loader(context).load('a')])
  expect(values).toEqual(['CACHED', 'A'])
  expect(events.batches).toEqual([])
})

test('a failed batch does not block batches of higher ranks', async () => {
  const context = createContext()
  const failing = createLoader<string, string>(LOAD_ORDER.EVENT, () => Promise.reject(new Error('The table is gone')))
  const actors = recordingLoader(LOAD_ORDER.ACTOR)
  const [failed, loaded] = await Promise.allSettled([failing(context).load('x'), actors.loader(context).load('a')])
  expect(failed).toMatchObject({ status: 'rejected', reason: new Error('The table is gone') })
  expect(loaded).toMatchObject({ status: 'fulfilled', value: 'A' })
})

test('batches of one request do not wait for those of another', async () => {
  const [slowContext, quickContext] = [createContext(), createContext()]
  let release = () => {}
  const hanging = createLoader<string, string>(LOAD_ORDER.EVENT, async (keys) => {
    await new Promise<void>((done) => (release = done))
    return keys
  })
  const actors = recordingLoader(LOAD_ORDER.ACTOR)
  const waiting = hanging(slowContext).load('x')
  expect(await actors.loader(quickContext).load('a')).toBe('A')
  release()
  expect(await waiting).toBe('x')
})

test('ARTICLE and STORYLINE share a rank, and every other name has its own', () => {
  expect(LOAD_ORDER.ARTICLE).toBe(LOAD_ORDER.STORYLINE)
  expect(new Set(Object.values(LOAD_ORDER)).size).toBe(Object.keys(LOAD_ORDER).length - 1)
  expect([LOAD_ORDER.LOOK_UP, LOAD_ORDER.ROOT]).toEqual([0, 1])
})
