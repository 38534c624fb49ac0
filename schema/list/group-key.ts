import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { Certainty, Evidence, Realis } from '../event/axes.ts'
import { cameoCode, EventCode } from '../event/code.ts'
import type { Dimension, GroupRow } from '../event/connection.ts'
import { EventKind } from '../event/kinds.ts'
import { Role } from '../event/participation.ts'
import type { Loader } from '../loaders/loader.ts'
import type { MaybePromise } from '../loaders/maybe-promise.ts'
import { Dataset, datasetLoader } from '../source/dataset.ts'
import { Publisher, publisherLoader } from '../source/publisher.ts'
import { cellOf, MapCell } from './map-cell.ts'

export const EventDimension = enumType(
  'EventDimension',
  'A dimension to group events by. Days are UTC days; `reading` decides where an event counts that is longer than a bucket of time. An event with several values, such as several actors or the two countries of a border, counts once in the group of each value.',
  {
    DAY: 'The day of the event.',
    WEEK: 'The week of the event, beginning on Monday (ISO 8601).',
    MONTH: 'The month of the event.',
    YEAR: 'The year of the event.',
    KIND: 'The kind of the event.',
    COUNTRY: 'The countries of its locations, by PART_OF edges.',
    PLACE: 'The exact places of the locations of the event.',
    CELL: 'The cell of a map that the first location of the event lies in, of the size of `zoom`, if it has a point and a radius of at most half of the width of the cell there; else, the place of that location, or none. So no cell says more than the sources. A filter of locations can match another location than the first.',
    ACTOR: 'The actors that take part. With ROLE, both are of the same participation.',
    ROLE: 'The roles of the participants. With ACTOR, both are of the same participation.',
    REALIS: 'The realis of the event.',
    EVIDENCE: 'The evidence of the event.',
    CERTAINTY: 'The certainty of the event.',
    CODE: 'The roots of the CAMEO codes of the event: their first two digits, such as 19 for all fighting.',
    DATASET: 'The dataset of the event.',
    PUBLISHER: 'The publishers of the articles that report the event.',
  },
)

export interface Group {
  row: GroupRow
  by: readonly Dimension[]
}

/** The value of a group's key in a dimension; null if the events are not grouped by it. */
function valueOf({ row, by }: Group, dimension: Dimension): string | null {
  return row.key[by.indexOf(dimension)] ?? null
}

/** The place of a group by PLACE, or of one by CELL that has no cell. */
function placeIdOf(group: Group): string | null {
  const cell = valueOf(group, 'CELL')
  return cell === null ? valueOf(group, 'PLACE') : cellOf(cell) ? null : cell
}

/** The options of a field with the row of a group's key in a dimension; null if the key has none. */
function keyRow<Row>(loader: Loader<string, Row>, idOf: (group: Group) => string | null) {
  return {
    loads: [{ loader, keyOf: idOf }],
    resolve: (group: Group, _args: object, context: Context): MaybePromise<Row | null> => {
      const id = idOf(group)
      return id === null ? null : loader(context).load(id)
    },
  }
}

export const EventGroupKey = builder.objectRef<Group>('EventGroupKey').implement({
  description:
    'The key of a group, with one field per dimension. A field is null if `by` does not name its dimension, and for events without a value; of times see `timeFit`.',
  fields: (t) => {
    const bucket = (type: 'Date' | 'EDTF', dimension: Dimension, description: string) =>
      t.field({ type, nullable: true, description, resolve: (group) => valueOf(group, dimension) })
    return {
      day: bucket('Date', 'DAY', 'The day of the events.'),
      week: bucket('Date', 'WEEK', 'The week of the events, by its Monday.'),
      month: bucket('EDTF', 'MONTH', 'The month of the events, such as 2016-04.'),
      year: bucket('EDTF', 'YEAR', 'The year of the events, such as 2016.'),
      kind: t.field({
        type: EventKind,
        nullable: true,
        description: 'The kind of the events.',
        resolve: (group) => valueOf(group, 'KIND') as typeof EventKind.$inferType | null,
      }),
      country: t.field({
        type: Place,
        nullable: true,
        description: 'The country of the events.',
        ...keyRow(placeLoader, (group) => valueOf(group, 'COUNTRY')),
      }),
      place: t.field({
        type: Place,
        nullable: true,
        description:
          'The exact place of the events. By CELL, the place of the first locations that fit no cell, such as a division or a country: draw it by its area, not as a point.',
        ...keyRow(placeLoader, placeIdOf),
      }),
      cell: t.field({
        type: MapCell,
        nullable: true,
        description:
          'The cell of the map that the events are in; null for events whose first location fits no cell, or is unknown, which have a `place` or neither.',
        reads: [],
        loads: [],
        resolve: (group) => {
          const cell = valueOf(group, 'CELL')
          return cell === null ? null : cellOf(cell)
        },
      }),
      actor: t.field({
        type: Actor,
        nullable: true,
        description: 'The actor that takes part in the events.',
        ...keyRow(actorLoader, (group) => valueOf(group, 'ACTOR')),
      }),
      role: t.field({
        type: Role,
        nullable: true,
        description: 'The role of a participant in the events.',
        resolve: (group) => valueOf(group, 'ROLE') as typeof Role.$inferType | null,
      }),
      realis: t.field({
        type: Realis,
        nullable: true,
        description: 'The realis of the events.',
        resolve: (group) => valueOf(group, 'REALIS') as typeof Realis.$inferType | null,
      }),
      evidence: t.field({
        type: Evidence,
        nullable: true,
        description: 'The evidence of the events.',
        resolve: (group) => valueOf(group, 'EVIDENCE') as typeof Evidence.$inferType | null,
      }),
      certainty: t.field({
        type: Certainty,
        nullable: true,
        description: 'The certainty of the events.',
        resolve: (group) => valueOf(group, 'CERTAINTY') as typeof Certainty.$inferType | null,
      }),
      code: t.field({
        type: EventCode,
        nullable: true,
        description: 'The root of a CAMEO code of the events, with its meaning.',
        ...keyRow(cameoCode, (group) => valueOf(group, 'CODE')),
      }),
      dataset: t.field({
        type: Dataset,
        nullable: true,
        description: 'The dataset of the events.',
        ...keyRow(datasetLoader, (group) => valueOf(group, 'DATASET')),
      }),
      publisher: t.field({
        type: Publisher,
        nullable: true,
        description: 'The publisher of articles that report the events.',
        ...keyRow(publisherLoader, (group) => valueOf(group, 'PUBLISHER')),
      }),
    }
  },
})
