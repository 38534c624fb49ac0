import { expect, test } from 'vitest'
import type { TIME_PRECISIONS } from '../../../database/tables/enums.ts'
import { spanOf } from '../../../ingest/format/time.ts'
import { problemsOf, withEvent } from '../validate/documents.ts'

/** The start and end that each text and precision must give. The units are those of the zone of the text. */
const COVERED: [edtf: string, precision: (typeof TIME_PRECISIONS)[number], earliest: string, latest: string][] = [
  ['2016-04-05T15:00:00Z', 'HOUR', '2016-04-05T15:00', '2016-04-05T16:00'],
  ['2016-04-05T15:59', 'HOUR', '2016-04-05T15:00', '2016-04-05T16:00'],
  ['2016-04-05T15:40:00+05:30', 'HOUR', '2016-04-05T09:30', '2016-04-05T10:30'],
  ['2016-04-05T23:10:00-03:30', 'HOUR', '2016-04-06T02:30', '2016-04-06T03:30'],
  ['2016-04-05T15:40:00Z', 'PART_OF_DAY', '2016-04-05T12:00', '2016-04-05T18:00'],
  ['2016-04-05T01:00:00+04:00', 'DAY', '2016-04-04T20:00', '2016-04-05T20:00'],
  ['2016-04-03T12:00:00Z', 'WEEK', '2016-03-28T00:00', '2016-04-04T00:00'],
  ['2016-04-04', 'WEEK', '2016-04-04T00:00', '2016-04-11T00:00'],
  ['2016-12-05T15:00:00Z', 'MONTH', '2016-12-01T00:00', '2017-01-01T00:00'],
  ['2016-02-29T15:00:00Z', 'YEAR', '2016-01-01T00:00', '2017-01-01T00:00'],
  // No precision is coarser than these texts: they keep their own span.
  ['2016-04-05T15:00:00Z', 'INSTANT', '2016-04-05T15:00', '2016-04-05T15:00:01'],
  ['2016-04-05', 'HOUR', '2016-04-05T00:00', '2016-04-06T00:00'],
  ['2016-04-05/2016-04-07', 'WEEK', '2016-04-05T00:00', '2016-04-08T00:00'],
]

test.for(COVERED)('%s with the precision %s begins at %s and ends at %s', ([edtf, precision, earliest, latest]) => {
  const time = { edtf, precision, basis: 'EXPLICIT' as const }
  const iso = (text: string) => new Date(`${text}Z`).toISOString()
  expect(problemsOf(withEvent({ occurred: time }))).toEqual([])
  expect(spanOf(time)).toEqual({ earliest: iso(earliest), latest: iso(latest), precision })
  // `earliest` and `latest` narrow the covered span, and cannot leave it.
  const narrowed = { ...time, earliest: iso(earliest), latest: iso(latest) }
  expect(problemsOf(withEvent({ occurred: narrowed }))).toEqual([])
  const before = new Date(Date.parse(iso(earliest)) - 1).toISOString()
  expect(problemsOf(withEvent({ occurred: { ...time, earliest: before } }))).toMatchObject([
    { path: ['events', 0, 'occurred', 'earliest'] },
  ])
})
