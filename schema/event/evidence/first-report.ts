import { sql } from 'drizzle-orm'
import { inUuids } from '../../../database/sql/conditions.ts'
import { daysAfter, firstReportOf } from '../../../database/sql/first-report.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { events } from '../../../database/tables/event.ts'
import { builder } from '../../builder/builder.ts'
import { createLoader, LOAD_ORDER } from '../../loaders/loader.ts'
import { Event } from '../event.ts'

interface FirstReport {
  id: string
  day: string | null
  lag: number | null
}

/** The first reports of events: one statement for all events of a request. */
const firstReportOfEvent = createLoader<string, FirstReport | null>(LOAD_ORDER.PART_OF_EVENT, async (ids, { db }) => {
  const rows = await readRows<FirstReport>(
    db,
    sql`select ${events.id} as id, reported.day::text as day, ${daysAfter(events, sql`reported.day`)} as lag
      from ${events} cross join lateral (${firstReportOf(events.id)}) reported where ${inUuids(events.id, ids)}`,
  )
  const rowsById = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => rowsById.get(id) ?? null)
})

builder.interfaceFields(Event, (t) => ({
  firstReportedOn: t.field({
    type: 'Date',
    nullable: true,
    description:
      'The day on which the event was first reported: the earliest on which one of its articles was published, or seen by a feed. Null if none of these days is known.',
    reads: ['id'],
    resolve: async ({ id }, _args, context) => (await firstReportOfEvent(context).load(id))?.day ?? null,
  }),
  reportedAfterDays: t.int({
    nullable: true,
    description:
      'The number of days between the event and its first report: from its last possible day to `firstReportedOn`, 0 if that is one of its possible days, negative from its first possible day if the event was announced. Null if one of the two times is unknown.',
    reads: ['id'],
    resolve: async ({ id }, _args, context) => (await firstReportOfEvent(context).load(id))?.lag ?? null,
  }),
}))
