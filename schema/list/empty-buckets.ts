import { DateTime, type DateTimeUnit } from 'luxon'
import { badUserInput } from '../builder/errors.ts'
import type { Dimension, GroupArguments, GroupRow } from '../event/connection.ts'
import { hasTime, MAX_BUCKETS } from './time-buckets.ts'

/** Events without a bucket are in up to two groups: see `TimeFit`. */
const GROUPS_WITHOUT_BUCKET = 2

/** @throws {GraphQLError} BAD_USER_INPUT if groups by these arguments cannot have empty buckets */
export function assertFillable({ by, emptyBuckets, having, orderBy }: GroupArguments): void {
  if (!emptyBuckets) return
  if (by.length > 1 || !hasTime(by)) {
    throw badUserInput(
      `\`emptyBuckets\` needs one dimension of time in \`by\`: DAY, WEEK, MONTH or YEAR; got [${by.join(', ')}].`,
    )
  }
  if (orderBy !== 'KEY_ASC' && orderBy !== 'KEY_DESC') {
    throw badUserInput(`\`emptyBuckets\` needs \`orderBy\` KEY_ASC or KEY_DESC; got ${orderBy}.`)
  }
  if (having) throw badUserInput('`emptyBuckets` and `having` cannot be combined, since `having` leaves out buckets.')
}

/**
 * Reads groups, with those of empty buckets if the arguments say so.
 * @param read reads the groups that have events
 * @throws {GraphQLError} BAD_USER_INPUT if there are too many buckets between the first and the last one
 */
export async function withEmptyBuckets(
  args: GroupArguments,
  read: (args: GroupArguments) => Promise<GroupRow[]>,
): Promise<GroupRow[]> {
  const [dimension] = args.by
  if (!args.emptyBuckets || dimension === undefined) return read(args)
  // All buckets must be known, and one more shows that there are too many.
  const groups = await read({ ...args, first: MAX_BUCKETS + GROUPS_WITHOUT_BUCKET + 1 })
  const filled = fill(
    groups.filter(({ key }) => key[0] !== null),
    dimension,
  )
  const ordered = args.orderBy === 'KEY_DESC' ? filled.toReversed() : filled
  return [...ordered, ...groups.filter(({ key }) => key[0] === null)].slice(0, args.first)
}

/** Returns groups in the order of time, with the empty buckets between the first and the last. */
function fill(groups: readonly GroupRow[], dimension: Dimension): GroupRow[] {
  const byBucket = new Map(groups.map((group) => [String(group.key[0]), group]))
  const names = [...byBucket.keys()].toSorted()
  const [first, last] = [names[0], names.at(-1)]
  if (first === undefined || last === undefined) return []
  const unit = dimension.toLowerCase() as DateTimeUnit
  const [start, end] = [first, last].map((name) => DateTime.fromISO(name, { zone: 'utc' }))
  if (!start || !end) return []
  const count = Math.round(end.diff(start, unit).as(unit)) + 1
  if (count > MAX_BUCKETS) throw tooMany(count, unit, first, last)
  return Array.from({ length: count }, (_, i) => {
    const day = start.plus({ [unit]: i }).toISODate() ?? ''
    const name = day.slice(0, first.length)
    return byBucket.get(name) ?? emptyGroup(name)
  })
}

function tooMany(count: number, unit: string, first: string, last: string): Error {
  return badUserInput(
    `\`emptyBuckets\` returns at most ${MAX_BUCKETS.toLocaleString('en')} buckets, but from ${first} to ${last} there are at least ${count.toLocaleString('en')} of one ${unit}. Group by a larger unit, or filter the time by \`where.occurred\`.`,
  )
}

function emptyGroup(bucket: string): GroupRow {
  return {
    key: [bucket],
    timeFit: 'IN_BUCKET',
    count: 0,
    mentionCount: 0,
    fatalitiesLow: null,
    fatalities: null,
    fatalitiesHigh: null,
    withFatalities: 0,
    withoutFatalitiesLow: 0,
    withoutFatalitiesBest: 0,
    withoutFatalitiesHigh: 0,
  }
}
