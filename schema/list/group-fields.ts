import type { ObjectRef } from '@pothos/core'
import { Kind, type GraphQLResolveInfo, type SelectionNode } from 'graphql'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { GROUP_MEASURES, type EventPage } from '../event/connection.ts'
import { IntRange } from '../filter/ranges.ts'
import { isIncluded } from '../prefetch/inclusion.ts'
import { itself } from '../prefetch/relation.ts'
import { MAX_DIMENSIONS } from './group-arguments.ts'
import { EventDimension, EventGroupKey, type Group } from './group-key.ts'
import { GroupReading, MAX_BUCKETS, TimeFit } from './time-buckets.ts'

const GroupOrderName = enumType(
  'GroupOrder',
  'The order of groups. Ties are broken by key; keys that are objects compare by id.',
  {
    COUNT_DESC: 'Most events first.',
    COUNT_ASC: 'Fewest events first.',
    MENTION_COUNT_DESC: 'Most mentions first.',
    FATALITIES_DESC:
      'Most fatalities first: the greater one of `fatalities` and `fatalitiesLow`, or `fatalitiesHigh` if both are null. Groups without a number come last.',
    KEY_ASC: 'By key, such as oldest month first; a null key comes last.',
    KEY_DESC: 'By key, such as newest month first; a null key comes last.',
  },
)

const SUMMED =
  'summed over the events that have exactly one number of fatalities for the event as a whole; events with several such numbers, or only with numbers of the sides, are omitted, since no source says which number to add.'

const EventGroup = builder.objectRef<Group>('EventGroup').implement({
  description: 'The events of a list that have the same key.',
  fields: (t) => ({
    key: t.field({ type: EventGroupKey, description: 'The key of the group.', ...itself }),
    timeFit: t.field({
      type: TimeFit,
      nullable: true,
      description:
        'Whether the times of the events fit the bucket of the key. Groups without a bucket, of events that are longer or undated, have a null key in a dimension of time. Null if no dimension is a time.',
      resolve: ({ row }) => row.timeFit,
    }),
    count: t.int({ description: 'The number of events in the group.', resolve: ({ row }) => row.count }),
    mentionCount: t.int({
      description: 'The sum of the mention counts of the events.',
      resolve: ({ row }) => row.mentionCount,
    }),
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
        'The groups of all events that match the filter of the list, with their counts. Several `groups` fields with different dimensions give the facets of a list.',
      args: {
        by: t.arg({
          type: [EventDimension],
          required: true,
          bound: { items: MAX_DIMENSIONS },
          description: 'The dimensions to group by, at least one.',
        }),
        reading: t.arg({
          type: GroupReading,
          defaultValue: 'CERTAINLY',
          description: 'How events that are longer than a bucket of time, or undated, are counted.',
        }),
        zoom: t.arg.int({
          description:
            'The size of the cells of the dimension CELL, which needs it: 0 to 12, as of web maps. A zoom above 3 needs `where.location.box`.',
        }),
        having: t.arg({ type: IntRange, description: 'Only groups with a number of events in this range.' }),
        orderBy: t.arg({ type: GroupOrderName, defaultValue: 'COUNT_DESC', description: 'The order of the groups.' }),
        emptyBuckets: t.arg.boolean({
          defaultValue: false,
          description: `Whether the buckets without events between the first and the last one are returned too, for a histogram. It needs one dimension, of time, and the order KEY_ASC or KEY_DESC. More than ${MAX_BUCKETS.toLocaleString('en')} buckets are refused.`,
        }),
        first: t.arg.int({
          defaultValue: 100,
          description: 'The number of groups, 1 to 1,000; with CELL, 1 to 2,000.',
        }),
      },
      resolve: async ({ groups }, { by, reading, zoom, having, orderBy, emptyBuckets, first }, _context, info) => {
        const args = {
          by,
          reading: reading ?? ('CERTAINLY' as const),
          zoom: zoom ?? null,
          having,
          orderBy: orderBy ?? ('COUNT_DESC' as const),
          first: first ?? 100,
          emptyBuckets: emptyBuckets ?? false,
        }
        const selected = namesBelow(info)
        const rows = await groups(
          args,
          GROUP_MEASURES.filter((measure) => selected.has(measure)),
        )
        return rows.map((row) => ({ row, by }))
      },
    }),
  )
}

/** The names of the fields that an operation selects below one. */
function namesBelow({ fieldNodes, fragments, variableValues }: GraphQLResolveInfo): Set<string> {
  const names = new Set<string>()
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const each of selections) {
      if (!isIncluded(each, variableValues)) continue
      if (each.kind === Kind.FIELD) names.add(each.name.value)
      else
        collect((each.kind === Kind.FRAGMENT_SPREAD ? fragments[each.name.value] : each)?.selectionSet.selections ?? [])
    }
  }
  for (const { selectionSet } of fieldNodes) collect(selectionSet?.selections ?? [])
  return names
}
