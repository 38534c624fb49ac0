import { sql, type SQL } from 'drizzle-orm'
import { isUndated, liesWithin, unitOf, type CalendarUnit, type SpanColumns } from '../../database/sql/calendar.ts'
import { events } from '../../database/tables/event.ts'
import type { Dimension, GroupReading } from '../event/connection.ts'

/** POSSIBLY counts an event in at most so many buckets of a dimension. */
export const MAX_BUCKETS = 1_000

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

/**
 * Names the bucket of a day in a dimension of time: `2016-04` for a month.
 * @param day a date or a timestamp in UTC; `-infinity` has no bucket
 */
export function bucketName(dimension: Dimension, day: SQL): SQL {
  const { unit, characters } = timeOf(dimension)
  return sql`left(nullif(date_trunc(${sql.raw(`'${unit}'`)}, ${day})::date, '-infinity')::text, ${sql.raw(String(characters))})`
}

/** Returns the key of an event in a dimension of time; undefined in another dimension. */
export function timeKey(dimension: Dimension, reading: GroupReading): SQL | undefined {
  if (!hasTime([dimension])) return undefined
  const { unit } = timeOf(dimension)
  if (reading === 'POSSIBLY') return bucketName(dimension, sql`${spanOf(dimension)}.bucket`)
  const start = bucketName(dimension, sql`(${events.occurredSort} at time zone 'UTC')`)
  return reading === 'START' ? start : sql`case when ${liesWithin(1, unit, events)} then ${start} end`
}

/**
 * Returns how an event fits the buckets of a group: a `TimeFit`; null without a dimension of time. With several of these
 * dimensions, it fits if it does in each.
 */
export function timeFit(by: readonly Dimension[], reading: GroupReading): SQL {
  const units = by.filter((dimension) => hasTime([dimension])).map((dimension) => timeOf(dimension).unit)
  if (units.length === 0) return sql`null::text`
  if (reading === 'START') return sql`case when ${events.earliest} is null then 'UNKNOWN' else 'IN_BUCKET' end`
  const most = reading === 'POSSIBLY' ? MAX_BUCKETS : 1
  const fits = units.map((unit) => liesWithin(most, unit, events))
  return sql`case when ${isUndated(events)} then 'UNKNOWN' when ${sql.join(fits, sql` and `)} then 'IN_BUCKET' else 'LONGER' end`
}

/**
 * Returns the joins that give an event a row for each bucket that its time overlaps. Each join divides what the one
 * before it left of the time, so that a day is never combined with a month that it is not in.
 */
export function possibleBuckets(by: readonly Dimension[], reading: GroupReading): SQL {
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
