import { expect, test } from 'vitest'
import { BatchLoader } from '../../../schema/loaders/batch-loader.ts'
import { allOf } from '../../../schema/loaders/maybe-promise.ts'

/** A loader whose batches wait until they are dispatched by hand, and the keys of those that were read. */
function manualLoader(read = async (keys: readonly string[]) => keys.map((key) => key.toUpperCase())) {
  const batches: string[][] = []
  const dispatches: (() => void)[] = []
  const loader = new BatchLoader<string, string>(
    (keys) => {
      batches.push([...keys])
      return read(keys)
    },
    { schedule: (dispatch) => void dispatches.push(dispatch), run: (work) => work() },
  )
  return { loader, batches, dispatch: () => dispatches.splice(0).forEach((each) => each()) }
}

test('returns at once what it has, and reads each key once', async () => {
  const { loader, batches, dispatch } = manualLoader()
  const first = allOf([loader.load('a'), loader.load('b'), loader.load('a')])
  dispatch()
  expect(await first).toEqual(['A', 'B', 'A'])
  expect([loader.load('a'), loader.load('b')]).toEqual(['A', 'B'])
  loader.prime('c', 'primed')
  loader.prime('a', 'ignored')
  expect([loader.load('c'), loader.load('a')]).toEqual(['primed', 'A'])
  expect(batches).toEqual([['a', 'b']])
})

test('fills what is missing in one batch with the keys that wait', async () => {
  const { loader, batches, dispatch } = manualLoader()
  const waiting = loader.load('a')
  const filled = loader.fill(['b', 'a', 'c'])
  const again = loader.fill(['c'])
  expect(batches).toEqual([['a', 'b', 'c']])
  await Promise.all([filled, again])
  expect([loader.load('b'), await waiting, loader.fill(['a', 'b', 'c'])]).toEqual(['B', 'A', undefined])
  dispatch()
  expect(batches).toHaveLength(1)
})

test('keeps the failure of a batch, also of one that was only filled, until it is cleared', async () => {
  const failure = new Error('The table is gone')
  const { loader, batches, dispatch } = manualLoader(() => Promise.reject(failure))
  await expect(loader.fill(['a'])).rejects.toBe(failure)
  await expect(loader.load('a')).rejects.toBe(failure)
  expect(batches).toEqual([['a']])
  loader.clear()
  const again = loader.load('a')
  dispatch()
  await expect(again).rejects.toBe(failure)
  expect(batches).toHaveLength(2)
})

test('gives a batch that runs while it is cleared to those who wait for it, and reads the key again later', async () => {
  let release = (_values: string[]) => {}
  const { loader, batches, dispatch } = manualLoader(() => new Promise((done) => (release = done)))
  const before = loader.load('a')
  dispatch()
  loader.clear()
  const later = loader.load('a')
  release(['old'])
  expect(await before).toBe('old')
  dispatch()
  release(['new'])
  expect(await later).toBe('new')
  expect([loader.load('a'), batches.length]).toEqual(['new', 2])
})
