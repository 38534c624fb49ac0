import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../../database/database.ts'
import { isUndated, liesWithin, type CalendarUnit } from '../../../database/sql/calendar.ts'
import { eventCountries } from '../../../database/tables/event-country.ts'
import { events } from '../../../database/tables/event.ts'
import { ALL, ALL_DATASETS, ALL_COUNTRIES, eventCounts, NO_COUNTRY } from '../../../database/tables/rollups.ts'
import { inScope, type EventScope } from '../scope.ts'
import { ADDED, FATALITIES, SUMMED, sumsOf } from './sums.ts'

const KEY = sql.raw('view, grain, country_id, starts_on, span, kind, dataset_id, realis, polarity, evidence, certainty')
/** The smaller of two units that the time of an event `e` lies within: see `COUNTED_SPANS`. */
function smallestOf(small: CalendarUnit, large: CalendarUnit): SQL {
  const span = { earliest: sql`e.earliest`, latest: sql`e.latest` }
  const named = (unit: CalendarUnit) => sql.raw(`'${unit.toUpperCase()}'`)
  return sql`case when ${isUndated(span)} then 'UNKNOWN' when ${liesWithin(1, small, span)} then ${named(small)}
    when ${liesWithin(1, large, span)} then ${named(large)} else 'LONGER' end`
}

/** The condition that lists use by default, for an event `e`. */
export const isDefault = sql`e.realis = 'ACTUAL' and e.polarity = 'POSITIVE' and e.evidence <> 'CODED' and e.certainty <> 'RETRACTED'`

/**
 * Adds events to the counts or subtracts them. It changes rows in the order of their key, so that two writers cannot
 * deadlock.
 * @param scope the events; their rows in `event_countries` must exist
 * @param sign 1 to add, -1 to subtract the events in their current state
 * @param target the table `event_counts` or a copy of it
 */
export async function countEvents(
  db: Database,
  scope: EventScope,
  sign: 1 | -1,
  target: PgTable = eventCounts,
): Promise<void> {
  await db.execute(sql`insert into ${target} as stored (${KEY}, ${SUMMED})
    select v.view, cell.grain, cell.country_id, cell.starts_on, cell.span, e.kind, v.dataset_id, v.realis, v.polarity, v.evidence, v.certainty,
      ${sumsOf(sign)}
    from ${events} e
    ${FATALITIES}
    cross join lateral (
      select 'DETAILED' as view, e.dataset_id, e.realis, e.polarity, e.evidence, e.certainty
      union all select 'DEFAULT', ${ALL_DATASETS}::uuid, ${ALL}, ${ALL}, ${ALL}, ${ALL} where ${isDefault}
    ) v
    cross join lateral (
      select ${ALL_COUNTRIES}::uuid as country_id
      union all select c.country_id from ${eventCountries} c where c.event_id = e.id
      union all select ${NO_COUNTRY}::uuid where not exists (select 1 from ${eventCountries} c where c.event_id = e.id)
    ) located
    cross join lateral (
      select (e.occurred_sort at time zone 'UTC') as starts_at, ${smallestOf('day', 'week')} as day_span,
        ${smallestOf('month', 'year')} as month_span
    ) at
    cross join lateral (
      select located.country_id, 'EVER' as grain, '-infinity'::date as starts_on, ${ALL} as span
      union all select located.country_id, 'MONTH', date_trunc('month', at.starts_at)::date, at.month_span
      union all select located.country_id, 'DAY', at.starts_at::date, at.day_span where located.country_id = ${ALL_COUNTRIES}::uuid and v.view = 'DEFAULT'
    ) cell
    where ${inScope(scope, sql`e.id`)}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    on conflict (${KEY}) do update set ${ADDED}`)
}
