import type { SQL } from 'drizzle-orm'
import type { Context } from '../builder/context.ts'
import type { BoundsStart, DrivingTable } from './driving-table.ts'

/** One condition of a filter after its look-ups. */
export interface Condition {
  /** The condition on the table `events`; undefined if every event matches. */
  where: SQL | undefined
  /** A table that lists exactly the events of this condition, in the order of time. */
  drivingTable?: DrivingTable | undefined
  /** The parents of which each lists some of the events of this condition, and the driving table of one of them. */
  perKeyScan?: { parentIds: readonly string[]; drivingTable: DrivingTable } | undefined
  /**
   * Whether one plan is good for all values, in lists in the order of time: an index has the events of each value in that
   * order.
   */
  hasOnePlan?: boolean
  /** Whether every event of this condition has a known start, so that a list need not look for those without one. */
  hasKnownStart?: boolean
  /** A moment: all events of this condition that start before it are long, see `isLong`. */
  shortFrom?: SQL | undefined
  /** What bounds the start of all events of this condition, as a condition on a copy of `occurredSort`. */
  boundsStart?: BoundsStart | undefined
  /** What the condition asks of the table `event_counts`; undefined if that table cannot answer it. */
  counted?: CountedFilter | undefined
}

/** The values that the table `event_counts` can be filtered by. A missing field does not restrict. */
export interface CountedFilter {
  kinds?: readonly string[]
  datasetIds?: readonly string[]
  realis?: readonly string[]
  polarity?: readonly string[]
  evidence?: readonly string[]
  certainty?: readonly string[]
  /** The UUID of a country; null matches nothing. */
  countryId?: string | null
}

/** A validated condition of a filter. */
export interface ParsedCondition {
  /** The path of the condition in a filter, such as `location.country`. */
  field: string
  /** Looks up the ids of the names, codes and areas of the condition. */
  resolve: (context: Context) => Condition | Promise<Condition>
}

/** Returns a condition that needs no look-up. */
export function withoutLookUp(field: string, condition: Condition): ParsedCondition {
  return { field, resolve: () => condition }
}
