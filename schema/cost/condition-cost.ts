import { isGiven } from '../../database/sql/conditions.ts'
import { parseEdtfSpan } from '../../database/values/edtf.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { COLUMN_CHECK, COMBINED, CONDITIONS, HASHED, PLACE_IN_AREA, ROWS, type ConditionWeight } from './weights.ts'

/** What a condition of a filter takes. */
export interface Condition extends ConditionWeight {
  field: string
  /** Reading what its subqueries match, for each event of the database. */
  hashed: number
  /** The number of conditions that it stands for. */
  planned?: number
}

/** The events of the service are assumed to spread over five years. */
const ALL_DAYS = 1_825
const MS_PER_DAY = 86_400_000
/** Recent months have more events. */
const RECENT = 1.7
const EARTH_KM2 = 510_000_000
/** Places lie closer to each other where events take place. */
const DENSITY = 4

/** Checking a condition for one of all events. */
export function scanOf({ check, scan = check }: ConditionWeight): number {
  return scan
}

/** Whether PostgreSQL checks a condition by a subquery. */
export function isSubquery({ check }: ConditionWeight): boolean {
  return check > COLUMN_CHECK
}

/** Adds the numbers of items. */
export function sumOf<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0)
}

/** The conditions of a filter that must all match, with those of `and`. */
export function conditionsOf({ and, or, not, ...fields }: EventFilter): Condition[] {
  return [
    ...Object.entries(fields).flatMap(([field, value]) => (isGiven(value) ? weightsOf(field, value) : [])),
    ...(and ?? []).flatMap((filter) => conditionsOf(filter).map((condition) => ({ ...condition, driven: 0 }))),
    ...(or ? combined(or.flatMap(conditionsOf)) : []),
    ...(not ? combined(conditionsOf(not)) : []),
  ]
}

/** The conditions of `or` or `not` as one, which no index finds. */
function combined(conditions: readonly Condition[]): Condition[] {
  if (conditions.length === 0) return []
  const check = sumOf(conditions, (condition) => condition.check)
  return [
    {
      field: 'combined',
      reads: conditions.some(isSubquery) ? COMBINED.subqueries : COMBINED.columns,
      check,
      scan: sumOf(conditions, scanOf),
      hashed: sumOf(conditions, ({ hashed }) => hashed),
      lookUp: sumOf(conditions, ({ lookUp = 0 }) => lookUp),
      planned: sumOf(conditions, ({ planned = 1 }) => planned),
    },
  ]
}

function weighted(
  field: string,
  weight: ConditionWeight | undefined,
  change: Partial<ConditionWeight> = {},
): Condition[] {
  if (!weight) return []
  const condition = { field, ...weight, ...change }
  return [{ ...condition, hashed: isSubquery(condition) ? (condition.indexed ?? 1) * HASHED : 0 }]
}

/** The weights of one field of a filter. */
function weightsOf(field: string, value: unknown): Condition[] {
  const weight = CONDITIONS[field]
  switch (field) {
    case 'kinds':
    case 'publisher':
      return weighted(field, weight, forSeveral((value as unknown[]).length, weight))
    case 'occurred':
      return timeWeights(value as NonNullable<EventFilter['occurred']>)
    case 'search':
      return weighted(field, weight, forWords(String(value), weight))
    case 'participants':
      return Object.entries(value as object).flatMap(([quantifier, participant]) =>
        isGiven(participant) ? participantWeights(quantifier, participant as Record<string, unknown>) : [],
      )
    case 'location':
      return Object.entries(value as object).flatMap(([name, given]) =>
        isGiven(given) ? locationWeights(name, given) : [],
      )
    default:
      return weighted(field, weight ?? CONDITIONS['ofKind'])
  }
}

/** Several actors or publishers are read one after the other; more than 16 are not. */
function forSeveral(
  count: number,
  { indexed, driven }: ConditionWeight = { reads: 1, check: 0 },
): Partial<ConditionWeight> {
  return {
    ...(indexed !== undefined && { indexed: Math.min(1, indexed * count) }),
    ...(driven !== undefined && { driven: count > 16 ? 0 : driven * count }),
  }
}

/** Each further word leaves fewer events, unless the words are alternatives. */
function forWords(text: string, { indexed = 1 }: ConditionWeight = { reads: 1, check: 0 }): Partial<ConditionWeight> {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const share = words.some((word) => word.toLowerCase() === 'or') ? indexed : indexed * 0.5 ** (words.length - 1)
  return { indexed: share, driven: share }
}

function participantWeights(quantifier: string, participant: Record<string, unknown>): Condition[] {
  const field = `participants.${quantifier}`
  const given = Object.keys(participant).filter((key) => isGiven(participant[key]))
  const named = given.includes('name') ? weighted('name', CONDITIONS['name']) : []
  const isNamed = quantifier === 'some' && given.some((key) => ['actor', 'actors', 'name', 'office'].includes(key))
  if (!isNamed) return [...weighted(field, CONDITIONS[field]), ...named]
  const weight = CONDITIONS['participants.some.named']
  const { actors } = participant
  const { driven = 0, ...several } = forSeveral(Array.isArray(actors) ? actors.length : 1, weight)
  const isOnlyNamed = given.every((key) => ['actor', 'actors', 'name', 'roles'].includes(key))
  return [...weighted(field, weight, { ...several, driven: isOnlyNamed ? driven : 0 }), ...named]
}

function locationWeights(name: string, given: unknown): Condition[] {
  const field = `location.${name}`
  const isArea = name === 'near' || name === 'box'
  if (!isArea) return weighted(field, CONDITIONS[field])
  const share = Math.min(1, DENSITY * shareOfEarth(given as Record<string, number>))
  return weighted(field, CONDITIONS[field], { lookUp: share * ROWS.places * PLACE_IN_AREA })
}

function shareOfEarth({ km = 0, south = 0, north = 0, west = 0, east = 0 }: Record<string, number>): number {
  if (km > 0) return Math.min(1, (Math.PI * km ** 2) / EARTH_KM2)
  const width = east >= west ? east - west : east - west + 360
  return Math.min(1, Math.max(0, width / 360)) * Math.min(1, Math.max(0, (north - south) / 180))
}

function timeWeights({ precision, ...window }: NonNullable<EventFilter['occurred']>): Condition[] {
  return [
    ...weighted('occurred', CONDITIONS['occurred'], { indexed: shareOfWindow(window) }),
    ...(isGiven(precision) ? weighted('occurred.precision', CONDITIONS['occurred.precision']) : []),
  ]
}

function shareOfWindow({ during, from, to }: NonNullable<EventFilter['occurred']>): number {
  const span = during ? parseEdtfSpan(during) : { earliest: from, latest: to }
  if (!span.earliest || !span.latest) return 1
  const days = (Date.parse(span.latest) - Date.parse(span.earliest)) / MS_PER_DAY
  return Math.min(1, (RECENT * Math.max(days, 1)) / ALL_DAYS)
}
