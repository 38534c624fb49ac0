import { expect, test } from 'vitest'
import { parseDate, parseDateTime, parseMoment, writeDateTime } from '../../../schema/builder/scalars.ts'

test('date-times are written with milliseconds, parsed with their offset, and rejected if invalid', () => {
  expect(writeDateTime('2016-04-05 08:00:00+00')).toBe('2016-04-05T08:00:00.000Z')
  expect(writeDateTime('2016-04-05 08:00:00.1+00')).toBe('2016-04-05T08:00:00.100Z')
  expect(writeDateTime('2016-04-05 08:00:00.123+00')).toBe('2016-04-05T08:00:00.123Z')
  expect(parseMoment('2016-04-05')).toBe('2016-04-05T00:00:00.000Z')
  expect(parseMoment('2016-04-05T12:00:00+04:00')).toBe('2016-04-05T08:00:00.000Z')
  for (const invalid of ['2016-02-30', '2016-4-5', '2016-04-05T12:00:00', '2016-04-05T24:00:00Z', 'now', 5, null, '']) {
    expect(() => parseMoment(invalid)).toThrow(/is not a (date|point in time)/)
  }
  expect(() => parseDate('2016-02-30')).toThrow(/is not a date/)
  expect(() => parseDateTime('2016-02-30T00:00:00Z')).toThrow(/is not a date-time/)
})
