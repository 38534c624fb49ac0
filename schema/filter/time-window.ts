import { and, isNotNull, or, sql, type SQL } from 'drizzle-orm'
import { inList } from '../../database/sql/conditions.ts'
import { events, isLong, MAX_SHORT_SPAN, spanOf } from '../../database/tables/event.ts'
import { parseEdtfSpan } from '../../database/values/edtf.ts'
import { badUserInput } from '../builder/errors.ts'
import type { TimeWindow } from './condition-inputs.ts'
import type { Condition } from './condition.ts'
import type { BoundsStart } from './driving-table.ts'

/** The precisions of times that are never long: see `isLong`. */
const SHORT: readonly string[] = ['INSTANT', 'HOUR', 'PART_OF_DAY', 'DAY']

/**
 * Returns the condition on `events` for a filter of their time.
 * @throws {GraphQLError} BAD_USER_INPUT if it is empty, or its window is incomplete, contradictory or empty
 */
export function matchesTime({ precision, ...window }: typeof TimeWindow.$inferInput): Condition {
  const { during, from, to, reading } = window
  const isOfPrecision = inList(events.timePrecision, precision)
  // A span that is open at its beginning is a RANGE or UNKNOWN.
  const isNeverOpen = precision?.every((name) => name !== 'RANGE' && name !== 'UNKNOWN') ?? false
  if (during || from || to) {
    const condition = inWindow(window, precision?.every((name) => SHORT.includes(name)) ?? false)
    const hasKnownStart = condition.hasKnownStart === true || isNeverOpen
    return { ...condition, where: and(condition.where, isOfPrecision), hasKnownStart }
  }
  if (reading) throw badUserInput(`\`reading: ${reading}\` needs a time window: \`during\`, \`from\` or \`to\`.`)
  if (!precision)
    throw badUserInput('A time window must have `during`, `from` or `to`, or `precision` alone; got none of them.')
  return { where: isOfPrecision, hasKnownStart: isNeverOpen }
}

type Window = Omit<typeof TimeWindow.$inferInput, 'precision'>

function inWindow({ during, from, to, reading }: Window, isNeverLong: boolean): Condition {
  if (during && (from || to))
    throw badUserInput('A time window must have either `during`, or `from` and `to`, not both.')
  const span = during ? parseEdtfSpan(during) : { earliest: from, latest: to }
  if (!span.earliest && !span.latest)
    throw badUserInput(`\`during\` must state a time; "${during?.slice(0, 80)}" is open at both ends.`)
  if (span.earliest && span.latest && span.earliest >= span.latest)
    throw badUserInput(`\`to\` must be after \`from\`; got from ${span.earliest} to ${span.latest}.`)
  // The bounds of `occurredSort` are implied by the other conditions: they bound the scans of the indexes that lists read.
  const { earliest, latest, occurredSort } = events
  const start = span.earliest ? sql`${span.earliest}::timestamptz` : undefined
  const end = span.latest ? sql`${span.latest}::timestamptz` : undefined
  if (reading === 'CERTAINLY') {
    const boundsStart = between(start, end)
    const isWithin = and(start && sql`${earliest} >= ${start}`, end && sql`${latest} <= ${end}`)
    return { where: and(isWithin, boundsStart(occurredSort)), hasKnownStart: start !== undefined, boundsStart }
  }
  const shortFrom = start && sql`${start} - ${MAX_SHORT_SPAN}`
  const where = and(
    // A time that is open at both ends is unknown.
    or(isNotNull(earliest), isNotNull(latest)),
    sql`${spanOf(events)} && tstzrange(${start ?? sql`null`}, ${end ?? sql`null`})`,
    shortFrom && or(sql`${occurredSort} >= ${shortFrom}`, isNeverLong ? undefined : isLong(events)),
    between(undefined, end)(occurredSort),
  )
  return {
    where,
    shortFrom: isNeverLong ? undefined : shortFrom,
    boundsStart: between(isNeverLong ? shortFrom : undefined, end),
  }
}

function between(from: SQL | undefined, until: SQL | undefined): BoundsStart {
  return (sort) => and(from && sql`${sort} >= ${from}`, until && sql`${sort} < ${until}`)
}
