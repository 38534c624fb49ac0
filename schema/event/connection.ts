import type { InterfaceRef, ObjectRef } from '@pothos/core'
import type { EventRow } from '../../database/tables/event.ts'
import type { builder } from '../builder/builder.ts'
import { connectionOf } from '../relay/connection.ts'
import type { Page } from '../relay/keyset.ts'

/** A dimension to group events by. */
export type Dimension =
  | 'DAY'
  | 'WEEK'
  | 'MONTH'
  | 'YEAR'
  | 'KIND'
  | 'COUNTRY'
  | 'PLACE'
  | 'CELL'
  | 'ACTOR'
  | 'ROLE'
  | 'REALIS'
  | 'EVIDENCE'
  | 'CERTAINTY'
  | 'CODE'
  | 'DATASET'
  | 'PUBLISHER'

export type GroupOrder = 'COUNT_DESC' | 'COUNT_ASC' | 'MENTION_COUNT_DESC' | 'FATALITIES_DESC' | 'KEY_ASC' | 'KEY_DESC'

/** How an event that is longer than a bucket of time, or undated, is counted: see `GroupReading` in the schema. */
export type GroupReading = 'CERTAINLY' | 'POSSIBLY' | 'START'

/** How the events of a group fit its bucket of time. */
type TimeFit = 'IN_BUCKET' | 'LONGER' | 'UNKNOWN'

/** The arguments of a field `groups`. */
export interface GroupArguments {
  by: readonly Dimension[]
  reading: GroupReading
  /** Of the cells of the dimension CELL. */
  zoom: number | null
  having?: { atLeast?: number | null | undefined; atMost?: number | null | undefined } | null | undefined
  orderBy: GroupOrder
  first: number
  /** Whether the buckets between the first and the last are returned that have no events. */
  emptyBuckets: boolean
}

/** A group. Its key has one value per dimension, in the order of `by`. Only the measures that are selected are read. */
export interface GroupRow {
  key: (string | null)[]
  /** Null if no dimension is a time. */
  timeFit: TimeFit | null
  count: number
  mentionCount: number
  fatalitiesLow: number | null
  fatalities: number | null
  fatalitiesHigh: number | null
  withFatalities: number
  withoutFatalitiesLow: number
  withoutFatalitiesBest: number
  withoutFatalitiesHigh: number
}

/** The measures of a group that are read only if they are selected. */
export const GROUP_MEASURES = [
  'timeFit',
  'mentionCount',
  'fatalitiesLow',
  'fatalities',
  'fatalitiesHigh',
  'withFatalities',
  'withoutFatalitiesLow',
  'withoutFatalitiesBest',
  'withoutFatalitiesHigh',
] as const satisfies (keyof GroupRow)[]

export type GroupMeasure = (typeof GROUP_MEASURES)[number]

/** A page of events, with the search and the groups of the whole list. */
export interface EventPage extends Page<EventRow> {
  /** The trimmed `where.search`; null if there is none. */
  search: string | null
  groups: (args: GroupArguments, measures: readonly GroupMeasure[]) => Promise<GroupRow[]>
}

type Types = typeof builder.$inferSchemaTypes

/**
 * The connection and the edge of a type of event. `list/fields.ts` adds groups and highlights.
 * @param plural the listed objects, for descriptions
 */
export function eventConnectionOf(type: ObjectRef<Types, EventRow> | InterfaceRef<Types, EventRow>, plural: string) {
  return connectionOf<EventRow, EventPage>(type, plural)
}
