import { expect, test } from 'vitest'
import { parseEdtfSpan } from '../../../database/values/edtf.ts'

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

test.for(SPANS)('parseEdtfSpan returns the bounds and the precision of %s', ([text, earliest, latest, precision]) => {
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
])('parseEdtfSpan rejects "%s" with a RangeError', (text) => {
  expect(() => parseEdtfSpan(text)).toThrow(RangeError)
})
