import { and, type SQL } from 'drizzle-orm'
import type { Context } from '../builder/context.ts'
import type { Condition, CountedFilter } from './condition.ts'
import { isDefaultAxis } from './default-axes.ts'
import { withBounds, type BoundsStart, type DrivingTable } from './driving-table.ts'
import { conditionOf, resolveFilter, type ParsedFilter, type ResolvedFilter } from './parse-filter.ts'

/** How events are read. */
export interface ReadPlan {
  /** The table that drives the query, if there is one. */
  drivingTable: DrivingTable | undefined
  /** The condition on `events` that the driving table does not cover. */
  where: SQL | undefined
  /** In which orders PostgreSQL reads the rows by one plan for all values of the filter; undefined if in none. */
  onePlan: 'ANY_ORDER' | 'BY_TIME' | undefined
  /** Whether every event has a known start, so that no event comes after those in the order of time. */
  hasKnownStart: boolean
  /** A moment: all events that start before it are long; undefined if none is known. */
  shortFrom?: SQL | undefined
  /** What bounds the start of all events. */
  boundsStart: BoundsStart
  /** An equivalent way for pages: it reads the first events of each of several parents and merges them. */
  perKeyScan?: { parentIds: readonly string[]; drivingTable: DrivingTable; where: SQL | undefined } | undefined
}

/** How the events of a filter are read and counted. Everything that a list returns uses the same plan. */
export interface QueryPlan extends ReadPlan {
  /** The whole condition on `events`, for a reader that has a driving table of its own. */
  condition: SQL | undefined
  /** The filter as `event_counts` answers it, so that no events are counted; undefined if that table cannot. */
  counted: CountedFilter | undefined
  /** The decisions, for a log. */
  explanation: PlanExplanation
}

/** The decisions of a plan in terms of the fields of the filter. */
interface PlanExplanation {
  /** The field whose driving table is read, or which is scanned per key; null if `events` is scanned. */
  drivenBy: string | null
  /** The number of parents of a scan per key. */
  parentCount?: number
  /** The fields that are checked for each event. */
  checked: readonly string[]
  /** Whether counts and groups can come from `event_counts`. */
  canUseCounts: boolean
}

/** The conditions that can drive a query. The first of them probably matches the fewest events. */
export const DRIVING_FIELDS = [
  'search',
  'participants.some',
  'storyline',
  'publisher',
  'attributedTo',
  'location.country',
] as const

/** Looks up what a filter names and plans how its events are read and counted. */
export async function planEvents(filter: ParsedFilter, context: Context): Promise<QueryPlan> {
  const plan = planQuery(await resolveFilter(filter, context), context)
  context.onPlan?.(plan.explanation)
  return plan
}

function planQuery(filter: ResolvedFilter, { asOf }: Pick<Context, 'asOf'>): QueryPlan {
  const { conditions, nested } = filter
  const driving = firstWith(conditions, 'drivingTable')
  const scanned = driving ? undefined : firstWith(conditions, 'perKeyScan')
  const covered = driving ?? scanned
  const others = conditions.filter((condition) => condition !== covered)
  const remaining = and(...others.map(({ where }) => where), nested)
  const condition = conditionOf(filter)
  // `event_counts` has the current state only.
  const counted = asOf === undefined && nested === undefined ? countedOf(conditions) : undefined
  return {
    condition,
    drivingTable: driving?.drivingTable && withBounds(driving.drivingTable, filter.boundsStart),
    where: driving ? remaining : condition,
    onePlan: onePlanOf(filter, covered),
    hasKnownStart: filter.hasKnownStart,
    shortFrom: filter.shortFrom,
    boundsStart: filter.boundsStart,
    perKeyScan: scanned?.perKeyScan && {
      ...scanned.perKeyScan,
      drivingTable: withBounds(scanned.perKeyScan.drivingTable, filter.boundsStart),
      where: remaining,
    },
    counted,
    explanation: {
      drivenBy: covered?.field ?? null,
      ...(scanned?.perKeyScan && { parentCount: scanned.perKeyScan.parentIds.length }),
      checked: [...others.map(({ field }) => field), ...(nested ? ['and, or, not'] : [])],
      canUseCounts: counted !== undefined,
    },
  }
}

/** With two conditions that few events meet, the better index depends on their values. */
function onePlanOf(
  { conditions, nested }: ResolvedFilter,
  covered: ResolvedFilter['conditions'][number] | undefined,
): ReadPlan['onePlan'] {
  const [only, ...others] = conditions.filter(
    ({ where, counted }) => where !== undefined && !(counted && isDefaultAxis(counted)),
  )
  if (nested !== undefined || others.length > 0) return undefined
  if (only === undefined) return 'ANY_ORDER'
  return only.hasOnePlan && (only === covered || only.field === 'kinds') ? 'BY_TIME' : undefined
}

function firstWith(
  conditions: ResolvedFilter['conditions'],
  use: keyof Pick<Condition, 'drivingTable' | 'perKeyScan'>,
): ResolvedFilter['conditions'][number] | undefined {
  return DRIVING_FIELDS.map((name) => conditions.find(({ field, [use]: how }) => field === name && how)).find(
    (condition) => condition !== undefined,
  )
}

function countedOf(conditions: readonly Condition[]): CountedFilter | undefined {
  const parts = conditions.map(({ counted }) => counted)
  return parts.includes(undefined) ? undefined : Object.assign({}, ...parts)
}
