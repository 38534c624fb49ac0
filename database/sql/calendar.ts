import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'

/** A unit of the calendar in UTC. Weeks begin on Monday (ISO 8601). */
export type CalendarUnit = 'day' | 'week' | 'month' | 'year'

/** The half-open span of a time; null is an open or unknown end. */
export interface SpanColumns {
  earliest: SQLWrapper
  latest: SQLWrapper
}

/** The start of the unit in which a moment lies, as a timestamp in UTC. */
export function unitOf(unit: CalendarUnit, moment: SQLWrapper): SQL {
  return sql`date_trunc(${sql.raw(`'${unit}'`)}, ${moment} at time zone 'UTC')`
}

/** The condition that a span lies within so many units that follow each other. It is false if an end is open or unknown. */
export function liesWithin(count: number, unit: CalendarUnit, { earliest, latest }: SpanColumns): SQL {
  const width = sql.raw(`interval '${count} ${unit}'`)
  return sql`coalesce((${latest} at time zone 'UTC') <= ${unitOf(unit, earliest)} + ${width}, false)`
}

/** The condition that nothing is known of a time. */
export function isUndated({ earliest, latest }: SpanColumns): SQL {
  return sql`(${earliest} is null and ${latest} is null)`
}
