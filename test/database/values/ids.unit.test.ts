import { fromUUID } from 'typeid-js'
import { expect, test } from 'vitest'
import { deriveUuid, newUuid, parseId, toId } from '../../../database/values/ids.ts'

test('an id contains its concept and its UUID', () => {
  const uuid = newUuid()
  expect(parseId(toId('event', uuid))).toEqual({ concept: 'event', uuid })
  expect(toId('place', uuid)).toMatch(/^plc_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
  expect(parseId(toId('event', uuid).toUpperCase())).toBeNull()
})

test('an id is the TypeID of its UUID', () => {
  const extremes = ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF']
  const derived = Array.from({ length: 2_000 }, (_, i) => deriveUuid(i * 2 ** 36, String(i)))
  for (const uuid of [...extremes, ...derived, newUuid()]) expect(toId('event', uuid)).toBe(fromUUID(uuid, 'evt'))
})

test('a derived UUID depends on every part and sorts by time', () => {
  const at = Date.parse('2016-04-05')
  expect(deriveUuid(at, 'a', 'b')).toBe(deriveUuid(at, 'a', 'b'))
  const uuidsOfOtherParts = [
    deriveUuid(at, 'ab', ''),
    deriveUuid(at, 'a', 'b', ''),
    deriveUuid(at, 'b', 'a'),
    deriveUuid(0, 'a', 'b'),
  ]
  expect(new Set([deriveUuid(at, 'a', 'b'), ...uuidsOfOtherParts]).size).toBe(5)
  expect(deriveUuid(at, 'a', 'b') < deriveUuid(at + 1, 'a', 'b')).toBe(true)
  expect(deriveUuid(at, 'a')).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
