import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { articles } from '../tables/article.ts'
import { mentions } from '../tables/mention.ts'
import type { SpanColumns } from './calendar.ts'

/**
 * Selects the `day` (UTC) on which an event was first reported, in one row: the earliest on which one of its articles was
 * published, or seen by a feed. The day is null if none is known.
 */
export function firstReportOf(eventId: SQLWrapper): SQL {
  return sql`select min(least(a.published_on, (m.mentioned_at at time zone 'UTC')::date)) as day
    from ${mentions} m left join ${articles} a on a.id = m.article_id where m.event_id = ${eventId}`
}

/**
 * The days from the last day of a time to a day after it, or from the first day to a day before it (negative); 0 within
 * the time. Null if the time or the day is unknown.
 */
export function daysAfter({ earliest, latest }: SpanColumns, day: SQLWrapper): SQL {
  const first = sql`(${earliest} at time zone 'UTC')::date`
  const last = sql`((${latest} at time zone 'UTC') - interval '1 millisecond')::date`
  // An open end is never passed: greatest() and least() ignore nulls.
  return sql`case when ${day} is not null and (${earliest} is not null or ${latest} is not null)
    then greatest(${day} - ${last}, 0) + least(${day} - ${first}, 0) end`
}
