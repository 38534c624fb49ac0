import { and, sql, type SQL } from 'drizzle-orm'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { ALL, counterparts } from '../../database/tables/rollups.ts'
import { asOfArgument } from '../builder/as-of-argument.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { writeMoment } from '../builder/scalars.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { EventKind } from '../event/kinds.ts'
import type { CountedFilter } from '../filter/condition.ts'
import { hasDefaultAxes } from '../filter/default-axes.ts'
import { drivenByActor } from '../filter/driving-table.ts'
import { EventWhere, type EventFilter } from '../filter/event-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { planEvents } from '../filter/plan-query.ts'
import { createLoader, grouped, LOAD_ORDER } from '../loaders/loader.ts'
import { referenced } from '../prefetch/relation.ts'
import { parentRows } from '../relay/lateral-join.ts'
import { memoizeByArguments } from '../relay/nested-list.ts'
import { CalendarUnit, ContactBucket, pairKey, timelinesOf } from './contact-timeline.ts'
import { MAX_BUCKETS } from './time-buckets.ts'

interface KindCount {
  kind: string
  count: number
}

interface CounterpartRow {
  /** The actor whose counterpart it is. */
  parentId: string
  counterpartId: string
  eventCount: number
  lastContact: string
  kinds: KindCount[]
}

/** A counterpart with the filter of the events that count. */
interface Contact extends CounterpartRow {
  where: EventFilter | null | undefined
}

interface CounterpartArguments {
  where?: EventFilter | null | undefined
  first: number
}

const MAX_COUNTERPARTS = 100

/** Loads the counterparts of actors: one statement for all actors of a request. */
const counterpartsOf = memoizeByArguments((args: CounterpartArguments, context: Context) =>
  createLoader<string, Contact[]>(LOAD_ORDER.PART_OF_ACTOR, async (actorIds, { db }) => {
    const { counted, condition } = await planEvents(parseFilter(args.where), context)
    const statement =
      counted && canUseCounterparts(counted) ? fromRollup(counted, args.first) : fromEvents(condition, args.first)
    const rows = await readRows<CounterpartRow>(
      db,
      sql`select parent.id::text as "parentId", met.* from ${parentRows(actorIds)} cross join lateral (${statement}) met
        order by parent.id, met."eventCount" desc, met."counterpartId" desc`,
    )
    const contacts = rows.map((row) => ({ ...row, where: args.where }))
    return grouped(actorIds, contacts, ({ parentId }) => parentId)
  })(context),
)

/** Whether the table `counterparts` can answer a filter: the default axes, with all kinds or one. */
export function canUseCounterparts(counted: CountedFilter): boolean {
  const { kinds, datasetIds, countryId } = counted
  return (
    hasDefaultAxes(counted) && (!kinds || kinds.length === 1) && datasetIds === undefined && countryId === undefined
  )
}

function fromRollup({ kinds }: CountedFilter, first: number): SQL {
  const ofKind = kinds?.[0] ?? ALL
  return sql`select top.counterpart_id::text as "counterpartId", top.event_count as "eventCount",
      top.last_occurred::text as "lastContact", by_kind.kinds
    from (select * from ${counterparts} where actor_id = parent.id and kind = ${ofKind} and event_count > 0
      order by event_count desc, counterpart_id desc limit ${first}) top
    cross join lateral (
      select json_agg(json_build_object('kind', c.kind, 'count', c.event_count) order by c.event_count desc, c.kind) as kinds
      from ${counterparts} c where c.actor_id = top.actor_id and c.counterpart_id = top.counterpart_id
        and c.kind <> ${ALL} and c.event_count > 0 ${kinds ? sql`and c.kind = ${ofKind}` : sql``}
    ) by_kind`
}

function fromEvents(condition: SQL | undefined, first: number): SQL {
  const { on } = drivenByActor(sql`parent.id`)
  return sql`select counterpart_id::text as "counterpartId", sum(event_count)::int as "eventCount",
      max(last_occurred)::text as "lastContact",
      json_agg(json_build_object('kind', kind, 'count', event_count) order by event_count desc, kind) as kinds
    from (
      select other.actor_id as counterpart_id, ${events.kind} as kind, count(distinct ${events.id}) as event_count,
        max(${events.occurredSort}) as last_occurred
      from ${participations} join ${events} on ${on}
      join participations other on other.event_id = ${events.id} and other.actor_id <> parent.id
      where ${and(condition, sql`true`)} group by 1, 2
    ) met group by met.counterpart_id order by 2 desc, met.counterpart_id desc limit ${first}`
}

const ContactKind = builder.objectRef<KindCount>('ContactKind').implement({
  description: 'The number of events of one kind in which two actors took part together.',
  fields: (t) => ({
    kind: t.field({
      type: EventKind,
      description: 'The kind of the events.',
      resolve: ({ kind }) => kind as typeof EventKind.$inferType,
    }),
    count: t.exposeInt('count', { description: 'The number of events of this kind.' }),
  }),
})

const Counterpart = builder.objectRef<Contact>('Counterpart').implement({
  description: 'Another actor that took part in the same events, in any role.',
  fields: (t) => ({
    actor: t.field({
      type: Actor,
      description: 'The other actor.',
      ...referenced(actorLoader, 'counterpartId'),
    }),
    eventCount: t.exposeInt('eventCount', { description: 'The number of events in which both took part.' }),
    lastContact: t.field({
      type: 'Moment',
      nullable: true,
      description:
        'The latest start of these events; null if all are unknown. A day, such as 2016-04-05, if a day begins there, as for all times that are known to the day or less precisely, else a date-time.',
      resolve: ({ lastContact }) => (lastContact === '-infinity' ? null : writeMoment(lastContact)),
    }),
    kinds: t.field({
      type: [ContactKind],
      description: 'The number of events by kind, most frequent kind first.',
      resolve: ({ kinds }) => kinds,
    }),
    timeline: t.field({
      type: [ContactBucket],
      description: `The number of these events by time, oldest first, without empty buckets: the latest ${MAX_BUCKETS.toLocaleString('en')} of them. Each event counts once: in the bucket that its whole time lies within, else without a bucket, at the end.`,
      args: {
        by: t.arg({ type: CalendarUnit, defaultValue: 'MONTH', description: 'The unit of the buckets.' }),
      },
      resolve: ({ parentId, counterpartId, where }, { by }, context) =>
        timelinesOf({ where, by: by ?? 'MONTH' }, context).load(pairKey(parentId, counterpartId)),
    }),
  }),
})

builder.interfaceField(Actor, 'counterparts', (t) =>
  t.field({
    type: [Counterpart],
    description: 'The actors that took part in the same events, most common events first.',
    args: {
      where: t.arg({
        type: EventWhere,
        description:
          'The filter of the events that count; default events that took place, are QUOTED or LISTED, and are not retracted.',
      }),
      first: t.arg.int({ defaultValue: 20, description: `The number of counterparts, 1 to ${MAX_COUNTERPARTS}.` }),
      ...asOfArgument,
    },
    resolve: ({ id }, { where, first: requested }, context) => {
      const first = requested ?? 20
      if (first < 1 || first > MAX_COUNTERPARTS) {
        throw badUserInput(`\`first\` must be between 1 and ${MAX_COUNTERPARTS}; got ${first}.`)
      }
      parseFilter(where)
      return counterpartsOf({ where, first }, context).load(id)
    },
  }),
)
