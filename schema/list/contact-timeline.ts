import { and, sql } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { drivenByActor } from '../filter/driving-table.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { planEvents } from '../filter/plan-query.ts'
import { createLoader, grouped, LOAD_ORDER } from '../loaders/loader.ts'
import { parentRows } from '../relay/lateral-join.ts'
import { memoizeByArguments } from '../relay/nested-list.ts'
import { bucketName, bucketOf, MAX_BUCKETS, TimeFit, timeFit } from './time-buckets.ts'

export const CalendarUnit = enumType('CalendarUnit', 'A unit of the calendar, in UTC.', {
  DAY: 'A day.',
  WEEK: 'A week, beginning on Monday (ISO 8601).',
  MONTH: 'A month.',
  YEAR: 'A year.',
})

interface TimelineArguments {
  where: EventFilter | null | undefined
  by: typeof CalendarUnit.$inferType
}

interface Contacts {
  /** UUIDs of both actors: see `pairKey`. */
  pair: string
  bucket: string | null
  timeFit: typeof TimeFit.$inferType
  count: number
}

/** The key of two actors for `timelinesOf`. */
export function pairKey(actorId: string, counterpartId: string): string {
  return `${actorId} ${counterpartId}`
}

/**
 * Loads the numbers of events of pairs of actors by time. One statement reads the events of each first actor once,
 * for all of its counterparts.
 */
export const timelinesOf = memoizeByArguments(({ where, by }: TimelineArguments, context: Context) =>
  createLoader<string, Contacts[]>(LOAD_ORDER.PART_OF_ACTOR, async (pairs, { db }) => {
    const { condition } = await planEvents(parseFilter(where), context)
    const sides = pairs.map((pair) => pair.split(' '))
    const [actorIds, counterpartIds] = [0, 1].map((side) => [...new Set(sides.map((ids) => ids[side] ?? ''))])
    const { on } = drivenByActor(sql`parent.id`)
    const rows = await readRows<Contacts>(
      db,
      sql`select parent.id::text || ' ' || contact.counterpart_id::text as pair, ${bucketName(by, sql`contact.day`)} as bucket, ${timeFit([sql`contact.day`])} as "timeFit", contact.count
        from ${parentRows(actorIds ?? [])} cross join lateral (
          select other.counterpart_id, ${bucketOf(by, 'CERTAINLY')} as day, count(*)::int as count
          from ${participations} join ${events} on ${on}
          cross join lateral (
            select distinct actor_id as counterpart_id from participations
            where event_id = ${events.id} and actor_id = any(${sql.param(counterpartIds)}::uuid[]) and actor_id <> parent.id
          ) other
          where ${and(condition, sql`true`)} group by 1, 2
        ) contact order by contact.day = '-infinity', contact.day`,
    )
    return grouped(pairs, rows, ({ pair }) => pair).map(latest)
  })(context),
)

/** The latest buckets, and the contacts without a bucket. */
function latest(contacts: readonly Contacts[]): Contacts[] {
  const undated = contacts.filter(({ bucket }) => bucket === null)
  return [...contacts.filter(({ bucket }) => bucket !== null).slice(-MAX_BUCKETS), ...undated]
}

export const ContactBucket = builder.objectRef<Contacts>('ContactBucket').implement({
  description: 'The number of events in which two actors took part together, in one unit of the calendar.',
  fields: (t) => ({
    bucket: t.expose('bucket', {
      type: 'EDTF',
      nullable: true,
      description:
        'The day, such as 2016-04-05, the Monday of the week, the month, such as 2016-04, or the year. Null for the events whose time does not lie within one such unit.',
    }),
    timeFit: t.expose('timeFit', { type: TimeFit, description: 'Whether the times of the events fit the bucket.' }),
    count: t.exposeInt('count', { description: 'The number of events.' }),
  }),
})
