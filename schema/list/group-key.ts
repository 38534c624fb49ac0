import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { Certainty, Realis } from '../event/axes.ts'
import type { Dimension, GroupRow } from '../event/connection.ts'
import { EventKind } from '../event/kinds.ts'
import { Role } from '../event/participation.ts'
import { Dataset, datasetLoader } from '../source/dataset.ts'
import { Publisher, publisherLoader } from '../source/publisher.ts'

export const EventDimension = enumType(
  'EventDimension',
  'What groups of events are told apart by. An event stands in the bucket of time in which it began, in UTC; one that has several values, such as two countries on a border or several actors, counts once in the group of each.',
  {
    DAY: 'The day on which it began.',
    WEEK: 'The week in which it began, from Monday (ISO 8601).',
    MONTH: 'The month in which it began.',
    YEAR: 'The year in which it began.',
    KIND: 'Its kind.',
    COUNTRY: 'The countries that its place lies in, by PART_OF edges.',
    PLACE: 'Its very place.',
    ACTOR: 'Who takes part; together with ROLE, the same participant.',
    ROLE: 'As what somebody takes part; together with ACTOR, the same participant.',
    REALIS: 'Its realis.',
    CERTAINTY: 'How sure it is.',
    DATASET: 'Where it comes from.',
    PUBLISHER: 'The publishers of the articles that report it.',
  },
)

export interface Group {
  row: GroupRow
  by: readonly Dimension[]
}

/** The value of a group's key in a dimension, or null where the groups are not told apart by it. */
function valueOf({ row, by }: Group, dimension: Dimension): string | null {
  return row.key[by.indexOf(dimension)] ?? null
}

export const EventGroupKey = builder.objectRef<Group>('EventGroupKey').implement({
  description:
    'What the events of a group have in common: one field a dimension. A field is null where `by` does not name it, and for the events that have none of it.',
  fields: (t) => {
    const bucket = (dimension: Dimension, description: string) =>
      t.field({ type: 'Date', nullable: true, description, resolve: (group) => valueOf(group, dimension) })
    return {
      day: bucket('DAY', 'The day on which they began.'),
      week: bucket('WEEK', 'The Monday of the week in which they began.'),
      month: bucket('MONTH', 'The first day of the month in which they began.'),
      year: bucket('YEAR', 'The first day of the year in which they began.'),
      kind: t.field({
        type: EventKind,
        nullable: true,
        description: 'Their kind.',
        resolve: (group) => valueOf(group, 'KIND') as typeof EventKind.$inferType | null,
      }),
      country: t.field({
        type: Place,
        nullable: true,
        description: 'The country that they are located in.',
        resolve: (group, _args, context) => loaded(valueOf(group, 'COUNTRY'), placeLoader(context)),
      }),
      place: t.field({
        type: Place,
        nullable: true,
        description: 'The place that they are located at.',
        resolve: (group, _args, context) => loaded(valueOf(group, 'PLACE'), placeLoader(context)),
      }),
      actor: t.field({
        type: Actor,
        nullable: true,
        description: 'Who takes part in them.',
        resolve: (group, _args, context) => loaded(valueOf(group, 'ACTOR'), actorLoader(context)),
      }),
      role: t.field({
        type: Role,
        nullable: true,
        description: 'As what somebody takes part in them.',
        resolve: (group) => valueOf(group, 'ROLE') as typeof Role.$inferType | null,
      }),
      realis: t.field({
        type: Realis,
        nullable: true,
        description: 'Their realis.',
        resolve: (group) => valueOf(group, 'REALIS') as typeof Realis.$inferType | null,
      }),
      certainty: t.field({
        type: Certainty,
        nullable: true,
        description: 'How sure they are.',
        resolve: (group) => valueOf(group, 'CERTAINTY') as typeof Certainty.$inferType | null,
      }),
      dataset: t.field({
        type: Dataset,
        nullable: true,
        description: 'Where they come from.',
        resolve: (group, _args, context) => loaded(valueOf(group, 'DATASET'), datasetLoader(context)),
      }),
      publisher: t.field({
        type: Publisher,
        nullable: true,
        description: 'Who brought out articles that report them.',
        resolve: (group, _args, context) => loaded(valueOf(group, 'PUBLISHER'), publisherLoader(context)),
      }),
    }
  },
})

function loaded<Row>(id: string | null, loader: { load(id: string): Promise<Row> }): Promise<Row> | null {
  return id === null ? null : loader.load(id)
}
