import type { ObjectRef } from '@pothos/core'
import { Kind, type GraphQLResolveInfo, type SelectionNode } from 'graphql'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { Place, placeLoader } from '../entity/place.ts'
import { Certainty, Realis } from '../event/axes.ts'
import type { Dimension, EventPage, GroupRow } from '../event/connection.ts'
import { EventKind } from '../event/kinds.ts'
import { Role } from '../event/participation.ts'
import { Dataset, datasetLoader } from '../source/dataset.ts'
import { Publisher, publisherLoader } from '../source/publisher.ts'

const EventDimension = enumType(
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

const GroupOrderName = enumType(
  'GroupOrder',
  'In which order groups come; ties by their key, time and words by themselves, all else by id.',
  {
    COUNT_DESC: 'The most events first.',
    COUNT_ASC: 'The fewest events first.',
    MENTION_COUNT_DESC: 'The most reports first.',
    FATALITIES_DESC:
      'The most fatalities first: the greater one of `fatalities` and `fatalitiesLow`, or `fatalitiesHigh` where both are null; groups without a number come last.',
    KEY_ASC: 'By key, such as the oldest month first; what has none comes last.',
    KEY_DESC: 'By key, such as the newest month first; what has none comes last.',
  },
)

const CountRange = builder.inputType('CountRange', {
  description: 'A range of numbers of events. All that is given must hold.',
  fields: (t) => ({
    atLeast: t.int({ description: 'This many or more.' }),
    atMost: t.int({ description: 'This many or fewer.' }),
  }),
})

interface Group {
  row: GroupRow
  by: readonly Dimension[]
}

/** The value of a group's key in a dimension, or null where the groups are not told apart by it. */
function valueOf({ row, by }: Group, dimension: Dimension): string | null {
  return row.key[by.indexOf(dimension)] ?? null
}

const EventGroupKey = builder.objectRef<Group>('EventGroupKey').implement({
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

const SUMMED =
  'summed over the events that have exactly one number of fatalities for the event as a whole; events with several such numbers, or only with numbers of the sides, are left out, since no source says which to add.'

const EventGroup = builder.objectRef<Group>('EventGroup').implement({
  description: 'The events of a list that have something in common.',
  fields: (t) => ({
    key: t.field({ type: EventGroupKey, description: 'What they have in common.', resolve: (group) => group }),
    count: t.int({ description: 'How many they are.', resolve: ({ row }) => row.count }),
    mentionCount: t.int({ description: 'How many articles report them.', resolve: ({ row }) => row.mentionCount }),
    fatalitiesLow: t.float({
      nullable: true,
      description: `The stated lower bounds of fatalities, ${SUMMED} An exact number is its own lower bound. Null where no source gives a lower bound; events without one add nothing and are counted by \`withoutFatalitiesLow\`.`,
      resolve: ({ row }) => row.fatalitiesLow,
    }),
    fatalities: t.float({
      nullable: true,
      description: `The likeliest numbers of fatalities, ${SUMMED} Null where no source gives one, as in "dozens", which is a lower bound of 24; events without one add nothing and are counted by \`withoutFatalitiesBest\`.`,
      resolve: ({ row }) => row.fatalities,
    }),
    fatalitiesHigh: t.float({
      nullable: true,
      description: `The stated upper bounds of fatalities, ${SUMMED} An exact number is its own upper bound. Null where no source gives an upper bound; events without one add nothing and are counted by \`withoutFatalitiesHigh\`, so the sum bounds the whole group only where that is 0.`,
      resolve: ({ row }) => row.fatalitiesHigh,
    }),
    withFatalities: t.int({
      description:
        'The number of events that have exactly one number of fatalities for the event as a whole, which are those that the sums of fatalities are about.',
      resolve: ({ row }) => row.withFatalities,
    }),
    withoutFatalitiesLow: t.int({
      description: 'The number of events among `withFatalities` for which no source gives a lower bound.',
      resolve: ({ row }) => row.withoutFatalitiesLow,
    }),
    withoutFatalitiesBest: t.int({
      description: 'The number of events among `withFatalities` for which no source gives a likeliest number.',
      resolve: ({ row }) => row.withoutFatalitiesBest,
    }),
    withoutFatalitiesHigh: t.int({
      description: 'The number of events among `withFatalities` for which no source gives an upper bound.',
      resolve: ({ row }) => row.withoutFatalitiesHigh,
    }),
  }),
})

/**
 * Gives a connection of events the field that groups them.
 * @param connection its type
 */
export function addGroups(connection: ObjectRef<typeof builder.$inferSchemaTypes, EventPage>): void {
  return builder.objectField(connection, 'groups', (t) =>
    t.field({
      type: [EventGroup],
      description:
        'The events of the whole list, exactly those of its filter, grouped and counted. Several fields of groups, each by another dimension, are the facets of a list.',
      args: {
        by: t.arg({
          type: [EventDimension],
          required: true,
          description: 'What they are told apart by: one to three dimensions.',
        }),
        having: t.arg({ type: CountRange, description: 'Only groups with so many events.' }),
        orderBy: t.arg({ type: GroupOrderName, defaultValue: 'COUNT_DESC', description: 'In which order.' }),
        first: t.arg.int({ defaultValue: 100, description: 'How many groups, 1 to 1,000.' }),
      },
      resolve: async ({ groups }, { by, having, orderBy, first }, _context, info) => {
        const args = { by, having, orderBy: orderBy ?? ('COUNT_DESC' as const), first: first ?? 100 }
        const rows = await groups(args, asksFor(info, /fatalities/i))
        return rows.map((row) => ({ row, by }))
      },
    }),
  )
}

/** Whether a selection has such a field, at any depth and through fragments; to find one too many costs only time. */
function asksFor({ fieldNodes, fragments }: GraphQLResolveInfo, name: RegExp): boolean {
  const isAsked = (selections: readonly SelectionNode[]): boolean =>
    selections.some((each) =>
      each.kind === Kind.FIELD
        ? name.test(each.name.value)
        : isAsked((each.kind === Kind.FRAGMENT_SPREAD ? fragments[each.name.value]! : each).selectionSet.selections),
    )
  return fieldNodes.some(({ selectionSet }) => isAsked(selectionSet?.selections ?? []))
}
