import { expect, test } from 'vitest'
import {
  parseDate,
  parseDateTime,
  parseMoment,
  parseSha256,
  parseUrl,
  writeDateTime,
} from '../../../schema/builder/scalars.ts'

test('date-times are written with milliseconds, parsed with their offset, and rejected if invalid', () => {
  expect(writeDateTime('2016-04-05 08:00:00+00')).toBe('2016-04-05T08:00:00.000Z')
  expect(writeDateTime('2016-04-05 08:00:00.1+00')).toBe('2016-04-05T08:00:00.100Z')
  expect(writeDateTime('2016-04-05 08:00:00.123+00')).toBe('2016-04-05T08:00:00.123Z')
  expect(parseMoment('2016-04-05')).toBe('2016-04-05T00:00:00.000Z')
  expect(parseMoment('2016-04-05T12:00:00+04:00')).toBe('2016-04-05T08:00:00.000Z')
  for (const invalid of ['2016-02-30', '2016-4-5', '2016-04-05T12:00:00', '2016-04-05T24:00:00Z', 'now', 5, null, '']) {
    expect(() => parseMoment(invalid)).toThrow(/is not a (date\.|point in time)/)
  }
  expect(() => parseDate('2016-02-30')).toThrow(/is not a date\./)
  expect(() => parseDateTime('2016-02-30T00:00:00Z')).toThrow(/is not a date-time/)
})

test('URLs and digests are rejected unless they are texts of their format', () => {
  const digest = 'a'.repeat(64)
  expect([parseUrl('https://desk.example/a'), parseSha256(digest)]).toEqual(['https://desk.example/a', digest])
  for (const invalid of [
    {},
    [],
    ['https://desk.example/a'],
    1,
    true,
    null,
    '',
    'desk',
    `https://a/${'b'.repeat(2_000)}`,
  ]) {
    expect(() => parseUrl(invalid)).toThrow(/is not a URL/)
  }
  for (const invalid of [{}, [digest], 1, null, '', 'a', digest.toUpperCase(), `${digest}a`]) {
    expect(() => parseSha256(invalid)).toThrow(/is not a SHA-256 digest/)
  }
})
