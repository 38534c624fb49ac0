import { expect, test } from 'vitest'
import { timeWords } from '../../../explorer/words/time-words.ts'

test('a time is as precise in words as it is known', () => {
  const words = (edtf: string, precision: string, earliest?: string, latest?: string) =>
    timeWords({ edtf, precision, earliest: earliest ?? null, latest: latest ?? null })
  expect(words('2016-04-05', 'DAY')).toBe('5 April 2016')
  expect(words('2016-04', 'MONTH')).toBe('April 2016')
  expect(words('2016', 'YEAR')).toBe('2016')
  expect(words('2016-04-02/..', 'RANGE')).toBe('from 2 April 2016, end not known')
  expect(words('../2016-04-05', 'RANGE')).toBe('until 5 April 2016, start not known')
  expect(words('2016-04-06/2016-04-07', 'RANGE')).toBe('6 April 2016 to 7 April 2016')
  expect(words('XXXX-XX-XX', 'UNKNOWN')).toBe('time not known')
  expect(words('2016-04-02', 'PART_OF_DAY')).toBe('2 April 2016, at a part of the day')
  expect(words('2016-04-05', 'HOUR', '2016-04-05T08:00:00.000Z', '2016-04-05T09:00:00.000Z')).toBe(
    '5 April 2016, 08:00 to 09:00 UTC',
  )
  // What no words are known for stays as the source has it.
  expect(words('1985-04~', 'MONTH')).toBe('1985-04~')
})
