import { and, sql, type SQL } from 'drizzle-orm'
import { isGiven } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { ALL, counterparts } from '../../database/tables/rollups.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { Actor, actorLoader } from '../entity/actor.ts'
import { EventKind } from '../event/kinds.ts'
import { drivenByActor } from '../filter/driving-table.ts'
import { hasDefaultAxes } from '../filter/event-condition.ts'
import { EventWhere, type EventFilter } from '../filter/event-filter.ts'
import { createLoader, grouped, LOAD_ORDER } from '../loaders/loader.ts'
import { parentRows } from '../relay/lateral-join.ts'
import { memoizeByArguments } from '../relay/nested-list.ts'
import { eventCondition, parseFilter } from './order.ts'

interface KindCount {
  kind: string
  count: number
}

interface CounterpartRow {
  counterpartId: string
  eventCount: number
  lastContact: string
  kinds: KindCount[]
}

interface CounterpartArguments {
  where?: EventFilter | null | undefined
  first: number
}

const MOST_COUNTERPARTS = 100

/** The counterparts of many actors: one statement for all of them. */
const counterpartsOf = memoizeByArguments((args: CounterpartArguments, context: Context) =>
  createLoader<string, CounterpartRow[]>(LOAD_ORDER.PART_OF_ACTOR, async (actorIds, { db, asOf }) => {
    const filter = parseFilter(args.where)
    const statement =
      asOf === undefined && isKept(filter)
        ? kept(filter, args.first)
        : counted(await eventCondition(filter, context), args.first)
    const rows = await readRows<CounterpartRow & { parentId: string }>(
      db,
      sql`select parent.id as "parentId", found.* from ${parentRows(actorIds)} cross join lateral (${statement}) found
        order by parent.id, found."eventCount" desc, found."counterpartId" desc`,
    )
    return grouped(actorIds, rows, ({ parentId }) => parentId)
  })(context),
)

/** Whether a filter asks for what took place, of any kind or of one, which is what is kept. */
function isKept({ realis, polarity, certainty, kinds, ...others }: EventFilter): boolean {
  return (
    hasDefaultAxes({ realis, polarity, certainty }) &&
    (!isGiven(kinds) || kinds.length === 1) &&
    Object.values(others).every((each) => !isGiven(each))
  )
}

function kept({ kinds }: EventFilter, first: number): SQL {
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

function counted(condition: SQL | undefined, first: number): SQL {
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
  description: 'A kind of event, and how often it brought two actors together.',
  fields: (t) => ({
    kind: t.field({
      type: EventKind,
      description: 'The kind.',
      resolve: ({ kind }) => kind as typeof EventKind.$inferType,
    }),
    count: t.exposeInt('count', { description: 'How many events of that kind.' }),
  }),
})

const Counterpart = builder.objectRef<CounterpartRow>('Counterpart').implement({
  description: 'Another actor that took part in the same events, whatever the roles of both.',
  fields: (t) => ({
    actor: t.field({
      type: Actor,
      description: 'The other actor.',
      resolve: async ({ counterpartId }, _args, context) => (await actorLoader(context).load(counterpartId))!,
    }),
    eventCount: t.exposeInt('eventCount', { description: 'How many events both took part in.' }),
    lastContact: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the latest of them began; null where that is known of none.',
      resolve: ({ lastContact }) => (lastContact === '-infinity' ? null : lastContact),
    }),
    kinds: t.field({
      type: [ContactKind],
      description: 'Of which kinds they are, the most frequent first.',
      resolve: ({ kinds }) => kinds,
    }),
  }),
})

builder.interfaceField(Actor, 'counterparts', (t) =>
  t.field({
    type: [Counterpart],
    description: 'With whom it took part in the same events: those with the most events in common first.',
    args: {
      where: t.arg({
        type: EventWhere,
        description: 'Which events count; what took place and was not retracted where left out.',
      }),
      first: t.arg.int({ defaultValue: 20, description: `How many, 1 to ${MOST_COUNTERPARTS}.` }),
    },
    resolve: ({ id }, { where, first: asked }, context) => {
      const first = asked ?? 20
      if (first < 1 || first > MOST_COUNTERPARTS) {
        throw badUserInput(`\`first\` must be between 1 and ${MOST_COUNTERPARTS}, not ${first}.`)
      }
      parseFilter(where)
      return counterpartsOf({ where, first }, context).load(id)
    },
  }),
)
