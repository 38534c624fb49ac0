import { expect, test } from 'vitest'
import { parseCursor, writeCursor } from '../../../schema/relay/cursor.ts'

test('parseCursor accepts a cursor of the same key and list and rejects all others', () => {
  const cursor = writeCursor('key', 'list', ['a', 'b'])
  expect(parseCursor('key', 'list', cursor)).toEqual(['a', 'b'])
  expect(cursor).toMatch(/^[\w-]+$/)
  for (const [key, list, text] of [
    ['other', 'list', cursor],
    ['key', 'other', cursor],
    ['key', 'list', ''],
    ['key', 'list', `${cursor}AA`],
    ['key', 'list', '☃'],
  ] as const) {
    expect(() => parseCursor(key, list, text)).toThrow(/was not issued for this list/)
  }
  for (let i = 0; i < cursor.length; i++) {
    const flipped = cursor.slice(0, i) + (cursor[i] === 'A' ? 'B' : 'A') + cursor.slice(i + 1)
    const isSame = Buffer.from(flipped, 'base64url').equals(Buffer.from(cursor, 'base64url'))
    expect(() => parseCursor('key', 'list', isSame ? '' : flipped)).toThrow(/was not issued/)
  }
})
