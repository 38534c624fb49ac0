import { and, isNotNull, or, sql, type SQL } from 'drizzle-orm'
import { events } from '../../database/tables/event.ts'
import { parseEdtfSpan } from '../../database/values/edtf.ts'
import { badUserInput } from '../builder/errors.ts'
import type { TimeWindow } from './event-filter.ts'

/**
 * The condition that an event took place within a window of time.
 * @throws {GraphQLError} BAD_USER_INPUT where the window is none
 */
export function inTimeWindow({ during, from, to, reading }: typeof TimeWindow.$inferInput): SQL | undefined {
  if (during && (from || to)) throw badUserInput('A window is either `during` or `from` and `to`, not both.')
  if (!during && !from && !to) throw badUserInput('A window needs `during`, or `from`, or `to`.')
  const span = during ? parseEdtfSpan(during) : { earliest: from, latest: to }
  if (!span.earliest && !span.latest)
    throw badUserInput(`"${during}" says nothing about time, so nothing can lie within it.`)
  if (span.earliest && span.latest && span.earliest >= span.latest)
    throw badUserInput('The window ends before it begins.')
  // What is said of `occurredSort` follows from the rest: it tells the index that lists are read from where to begin.
  const { earliest, latest, occurredSort } = events
  const start = span.earliest ? sql`${span.earliest}::timestamptz` : undefined
  const end = span.latest ? sql`${span.latest}::timestamptz` : undefined
  if (reading === 'CERTAINLY') {
    return and(
      start && sql`${earliest} >= ${start}`,
      end && sql`${latest} <= ${end}`,
      start && sql`${occurredSort} >= ${start}`,
      end && sql`${occurredSort} < ${end}`,
    )
  }
  return and(
    // As the index `events_by_span` has it: what is open at both ends is not known at all.
    or(isNotNull(earliest), isNotNull(latest)),
    sql`tstzrange(${earliest}, ${latest}) && tstzrange(${start ?? sql`null`}, ${end ?? sql`null`})`,
    end && sql`${occurredSort} < ${end}`,
  )
}
