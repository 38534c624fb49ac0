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

export const EventDimension = enumType(
  'EventDimension',
  'A dimension to group events by. Times are those of the start of an event, in UTC. An event with several values, such as several actors or the two countries of a border, counts once in the group of each value.',
  {
    DAY: 'The day on which the event started.',
    WEEK: 'The week in which the event started, beginning on Monday (ISO 8601).',
    MONTH: 'The month in which the event started.',
    YEAR: 'The year in which the event started.',
    KIND: 'The kind of the event.',
    COUNTRY: 'The countries of its locations, by PART_OF edges.',
    PLACE: 'The exact places of the locations of the event.',
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

/** The options of a field with the row of a group's key in a dimension; null if the key has none. */
function keyRow<Row>(loader: Loader<string, Row>, dimension: Dimension) {
  return {
    loads: [{ loader, keyOf: (group: Group) => valueOf(group, dimension) }],
    resolve: (group: Group, _args: object, context: Context): MaybePromise<Row | null> => {
      const id = valueOf(group, dimension)
      return id === null ? null : loader(context).load(id)
    },
  }
}

export const EventGroupKey = builder.objectRef<Group>('EventGroupKey').implement({
  description:
    'The key of a group, with one field per dimension. A field is null if `by` does not name its dimension, and for events without a value.',
  fields: (t) => {
    const bucket = (dimension: Dimension, description: string) =>
      t.field({ type: 'Date', nullable: true, description, resolve: (group) => valueOf(group, dimension) })
    return {
      day: bucket('DAY', 'The day on which the events started.'),
      week: bucket('WEEK', 'The Monday of the week in which the events started.'),
      month: bucket('MONTH', 'The first day of the month in which the events started.'),
      year: bucket('YEAR', 'The first day of the year in which the events started.'),
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
        ...keyRow(placeLoader, 'COUNTRY'),
      }),
      place: t.field({
        type: Place,
        nullable: true,
        description: 'The exact place of the events.',
        ...keyRow(placeLoader, 'PLACE'),
      }),
      actor: t.field({
        type: Actor,
        nullable: true,
        description: 'The actor that takes part in the events.',
        ...keyRow(actorLoader, 'ACTOR'),
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
        ...keyRow(cameoCode, 'CODE'),
      }),
      dataset: t.field({
        type: Dataset,
        nullable: true,
        description: 'The dataset of the events.',
        ...keyRow(datasetLoader, 'DATASET'),
      }),
      publisher: t.field({
        type: Publisher,
        nullable: true,
        description: 'The publisher of articles that report the events.',
        ...keyRow(publisherLoader, 'PUBLISHER'),
      }),
    }
  },
})
