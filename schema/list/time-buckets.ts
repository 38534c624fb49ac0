import { sql, type SQL } from 'drizzle-orm'
import { isUndated, liesWithin, unitOf, type CalendarUnit, type SpanColumns } from '../../database/sql/calendar.ts'
import { events } from '../../database/tables/event.ts'
import { enumType } from '../builder/enum-type.ts'
import type { Dimension, GroupReading as Reading } from '../event/connection.ts'

/** POSSIBLY counts an event in at most so many buckets of a dimension. */
export const MAX_BUCKETS = 1_000

export const GroupReading = enumType(
  'GroupReading',
  'How groups by DAY, WEEK, MONTH or YEAR count an event whose time is not known to lie within one of these buckets: one that lasted longer, or whose time is known only roughly. Other dimensions are not affected.',
  {
    CERTAINLY:
      'Each event counts once: in the bucket that its whole time lies within, else in a group without a bucket, whose `timeFit` is LONGER or UNKNOWN. The counts of all groups add up to those of the list.',
    POSSIBLY: `Each event counts in every bucket that its time overlaps: a count is the most that can have happened there, and counts do not add up. An event that overlaps more than ${MAX_BUCKETS.toLocaleString('en')} buckets, or whose time is open at an end, counts in a group without a bucket.`,
    START:
      'Each event counts once, in the bucket in which its time starts. The counts of a bucket include events, and all their fatalities, that reach far beyond it.',
  },
)

export const TimeFit = enumType('TimeFit', 'How the events of a group fit buckets of time.', {
  IN_BUCKET:
    'The events lie in the bucket of the key: wholly with the reading CERTAINLY, possibly with POSSIBLY, with their start with START.',
  LONGER: `The time of the events reaches beyond one bucket, or is open at an end; with the reading POSSIBLY, beyond ${MAX_BUCKETS.toLocaleString('en')}. The key is null in the dimensions of time whose buckets are too small.`,
  UNKNOWN: 'The time of the events is unknown; with the reading START, their start is. The key is null in all times.',
})

/** The dimensions of time: their unit, and the number of characters of the day that name a bucket. */
const TIMES: Partial<Record<Dimension, { unit: CalendarUnit; characters: number }>> = {
  DAY: { unit: 'day', characters: 10 },
  WEEK: { unit: 'week', characters: 10 },
  MONTH: { unit: 'month', characters: 7 },
  YEAR: { unit: 'year', characters: 4 },
}

/** Whether groups have buckets of time. */
export function hasTime(by: readonly string[]): boolean {
  return by.some((dimension) => dimension in TIMES)
}

/** The first day of the bucket of a time in a dimension of time, of the type date; infinite for an infinite time. */
export function bucketDay(dimension: Dimension, time: SQL): SQL {
  return sql`date_trunc(${sql.raw(`'${timeOf(dimension).unit}'`)}, ${time})::date`
}

/** Names the bucket that begins on a day: `2016-04` for a month; null if the day is infinite. */
export function bucketName(dimension: Dimension, day: SQL): SQL {
  return sql`case when isfinite(${day}) then left(${day}::text, ${sql.raw(String(timeOf(dimension).characters))}) end`
}

const [UNKNOWN, LONGER] = [sql`'-infinity'::date`, sql`'infinity'::date`]

/**
 * Returns the first day of the bucket that an event counts in: `infinity` if its time is longer than one, `-infinity` if it
 * is unknown; undefined in a dimension other than time.
 */
export function bucketOf(dimension: Dimension, reading: Reading): SQL | undefined {
  if (!hasTime([dimension])) return undefined
  // It is -infinity if the start is unknown.
  const start = bucketDay(dimension, sql`(${events.occurredSort} at time zone 'UTC')`)
  if (reading === 'START') return start
  const isIn =
    reading === 'POSSIBLY'
      ? sql`${spanOf(dimension)}.bucket is not null`
      : liesWithin(1, timeOf(dimension).unit, events)
  const day = reading === 'POSSIBLY' ? bucketDay(dimension, sql`${spanOf(dimension)}.bucket`) : start
  return sql`case when ${isIn} then ${day} when ${isUndated(events)} then ${UNKNOWN} else ${LONGER} end`
}

/**
 * Returns how events fit the buckets of a group: a `TimeFit`; null without a dimension of time. With several of these
 * dimensions, they fit if they do in each.
 * @param days what `bucketOf` returns for each of these dimensions
 */
export function timeFit(days: readonly SQL[]): SQL {
  const [first] = days
  if (!first) return sql`null::text`
  return sql`case when ${first} = ${UNKNOWN} then 'UNKNOWN' when ${LONGER} in (${sql.join([...days], sql`, `)}) then 'LONGER' else 'IN_BUCKET' end`
}

/**
 * Returns the joins that give an event a row for each bucket that its time overlaps. Each join divides what the one
 * before it left of the time, so that a day is never combined with a month that it is not in.
 */
export function possibleBuckets(by: readonly Dimension[], reading: Reading): SQL {
  if (reading !== 'POSSIBLY') return sql``
  const times = by.filter((dimension) => hasTime([dimension]))
  return sql.join(
    times.map((dimension, i) => {
      const previous = times[i - 1]
      return possibleBucketsOf(dimension, previous ? partOf(previous) : events)
    }),
  )
}

function possibleBucketsOf(dimension: Dimension, part: SpanColumns): SQL {
  const { unit } = timeOf(dimension)
  const width = sql.raw(`interval '1 ${unit}'`)
  const isDivided = liesWithin(MAX_BUCKETS, unit, events)
  // Spans have whole milliseconds and exclude their end.
  const last = sql`(${part.latest} at time zone 'UTC') - interval '1 millisecond'`
  return sql` cross join lateral (
      select null::timestamp as bucket, ${part.earliest} as earliest, ${part.latest} as latest where not ${isDivided}
      union all select start, greatest(${part.earliest}, start at time zone 'UTC'),
        least(${part.latest}, (start + ${width}) at time zone 'UTC')
      from generate_series(${unitOf(unit, part.earliest)}, ${last}, ${width}) start where ${isDivided}
    ) ${spanOf(dimension)}`
}

/** The part of the time of an event that is in one bucket. */
function partOf(dimension: Dimension): SpanColumns {
  const span = spanOf(dimension)
  return { earliest: sql`${span}.earliest`, latest: sql`${span}.latest` }
}

function spanOf(dimension: Dimension): SQL {
  return sql`${sql.identifier(`possible_${dimension.toLowerCase()}`)}`
}

function timeOf(dimension: Dimension): { unit: CalendarUnit; characters: number } {
  const time = TIMES[dimension]
  if (!time) throw new Error(`${dimension} is not a dimension of time.`)
  return time
}
