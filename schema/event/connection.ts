import type { InterfaceRef, ObjectRef } from '@pothos/core'
import type { EventRow } from '../../database/tables/event.ts'
import type { builder } from '../builder/builder.ts'
import { connectionOf } from '../relay/connection.ts'
import type { Page } from '../relay/keyset.ts'

/** What groups of events are told apart by. */
export type Dimension =
  | 'DAY'
  | 'WEEK'
  | 'MONTH'
  | 'YEAR'
  | 'KIND'
  | 'COUNTRY'
  | 'PLACE'
  | 'ACTOR'
  | 'ROLE'
  | 'REALIS'
  | 'CERTAINTY'
  | 'DATASET'
  | 'PUBLISHER'

export type GroupOrder = 'COUNT_DESC' | 'COUNT_ASC' | 'MENTION_COUNT_DESC' | 'FATALITIES_DESC' | 'KEY_ASC' | 'KEY_DESC'

/** The arguments of a field of groups. */
export interface GroupArguments {
  by: readonly Dimension[]
  having?: { atLeast?: number | null | undefined; atMost?: number | null | undefined } | null | undefined
  orderBy: GroupOrder
  first: number
}

/** A group as it is read: its key has one value a dimension, in their order. */
export interface GroupRow {
  key: (string | null)[]
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

/** A page of events, and what can be asked of the whole list besides. */
export interface EventPage extends Page<EventRow> {
  /** What the list was searched for. */
  search: string | null
  groups: (args: GroupArguments, withFatalities: boolean) => Promise<GroupRow[]>
}

type Types = typeof builder.$inferSchemaTypes

/**
 * The connection of a type of event, and its edge. Groups and highlights are added where all of it is known.
 * @param type what it lists
 * @param plural what it lists, in words
 */
export function eventConnectionOf(type: ObjectRef<Types, EventRow> | InterfaceRef<Types, EventRow>, plural: string) {
  return connectionOf<EventRow, EventPage>(type, plural)
}
