import { expect, test } from 'vitest'
import { parseEdtfSpan } from '../../database/values/edtf.ts'
import { deriveUuid, newUuid, parseId, toId } from '../../database/values/ids.ts'
import { parseDate, parseDateTime, parseMoment, writeDateTime } from '../../schema/builder/scalars.ts'
import { parseCursor, writeCursor } from '../../schema/relay/cursor.ts'

const SPANS: [text: string, earliest: string | null, latest: string | null, precision: string][] = [
  ['2016-04-05', '2016-04-05T00:00:00.000Z', '2016-04-06T00:00:00.000Z', 'DAY'],
  ['2016-04-05?', '2016-04-05T00:00:00.000Z', '2016-04-06T00:00:00.000Z', 'DAY'],
  ['2016-02', '2016-02-01T00:00:00.000Z', '2016-03-01T00:00:00.000Z', 'MONTH'],
  ['2016', '2016-01-01T00:00:00.000Z', '2017-01-01T00:00:00.000Z', 'YEAR'],
  ['201X', '2010-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z', 'RANGE'],
  ['2016-04-XX', '2016-04-01T00:00:00.000Z', '2016-05-01T00:00:00.000Z', 'MONTH'],
  ['2016-04-05/2016-04-09', '2016-04-05T00:00:00.000Z', '2016-04-10T00:00:00.000Z', 'RANGE'],
  ['2016-04-02/..', '2016-04-02T00:00:00.000Z', null, 'RANGE'],
  ['../2016-04-02', null, '2016-04-03T00:00:00.000Z', 'RANGE'],
  ['2016-04-05T12:00:00+04:00', '2016-04-05T08:00:00.000Z', '2016-04-05T08:00:01.000Z', 'INSTANT'],
  ['2016-04-05T18:00:00Z/2016-04-05T20:00:00Z', '2016-04-05T18:00:00.000Z', '2016-04-05T20:00:00.000Z', 'RANGE'],
  ['[2016-04-05,2016-04-09]', '2016-04-05T00:00:00.000Z', '2016-04-10T00:00:00.000Z', 'RANGE'],
  ['0001', '0001-01-01T00:00:00.000Z', '0002-01-01T00:00:00.000Z', 'YEAR'],
  ['XXXX-XX-XX', null, null, 'UNKNOWN'],
  ['../..', null, null, 'UNKNOWN'],
]

test.for(SPANS)('EDTF %s', ([text, earliest, latest, precision]) => {
  expect(parseEdtfSpan(text)).toEqual({ earliest, latest, precision })
})

test.for([
  '',
  'x',
  '2016-13',
  '2016-02-30',
  '2016-04-09/2016-04-05',
  '-0044-03-15',
  '9999',
  'Y170000002',
  '2016-W14',
  '2016-21',
  '[2016-04-05..2016-04-09]',
  '{2016-04-05..2016-04-09}',
])('EDTF refuses "%s"', (text) => {
  expect(() => parseEdtfSpan(text)).toThrow(RangeError)
})

test('ids name their concept and lead back', () => {
  const uuid = newUuid()
  expect(parseId(toId('event', uuid))).toEqual({ concept: 'event', uuid })
  expect(toId('place', uuid)).toMatch(/^plc_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
  expect(parseId(toId('event', uuid).toUpperCase())).toBeNull()
})

test('derived ids depend on every part, and lead with the time', () => {
  const at = Date.parse('2016-04-05')
  expect(deriveUuid(at, 'a', 'b')).toBe(deriveUuid(at, 'a', 'b'))
  const others = [
    deriveUuid(at, 'ab', ''),
    deriveUuid(at, 'a', 'b', ''),
    deriveUuid(at, 'b', 'a'),
    deriveUuid(0, 'a', 'b'),
  ]
  expect(new Set([deriveUuid(at, 'a', 'b'), ...others]).size).toBe(5)
  expect(deriveUuid(at, 'a', 'b') < deriveUuid(at + 1, 'a', 'b')).toBe(true)
  expect(deriveUuid(at, 'a')).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})

test('a cursor fits the list that it was issued for, and no other', () => {
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
    const same = Buffer.from(flipped, 'base64url').equals(Buffer.from(cursor, 'base64url'))
    expect(() => parseCursor('key', 'list', same ? '' : flipped)).toThrow(/was not issued/)
  }
})

test('moments are written to the millisecond and read with their offset', () => {
  expect(writeDateTime('2016-04-05 08:00:00+00')).toBe('2016-04-05T08:00:00.000Z')
  expect(writeDateTime('2016-04-05 08:00:00.1+00')).toBe('2016-04-05T08:00:00.100Z')
  expect(writeDateTime('2016-04-05 08:00:00.123+00')).toBe('2016-04-05T08:00:00.123Z')
  expect(parseMoment('2016-04-05')).toBe('2016-04-05T00:00:00.000Z')
  expect(parseMoment('2016-04-05T12:00:00+04:00')).toBe('2016-04-05T08:00:00.000Z')
  for (const bad of ['2016-02-30', '2016-4-5', '2016-04-05T12:00:00', '2016-04-05T24:00:00Z', 'now', 5, null, '']) {
    expect(() => parseMoment(bad)).toThrow(/is not a (day|moment)/)
  }
  expect(() => parseDate('2016-02-30')).toThrow(/is not a day/)
  expect(() => parseDateTime('2016-02-30T00:00:00Z')).toThrow(/is not a moment/)
})
