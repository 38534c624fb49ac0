import { sql } from 'drizzle-orm'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { asOfArgument } from '../builder/as-of-argument.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { Actor } from '../entity/actor.ts'
import { Place } from '../entity/place.ts'
import { eventConnectionOf } from '../event/connection.ts'
import { Event } from '../event/event.ts'
import { typedKinds } from '../event/kinds.ts'
import { Storyline } from '../event/storyline.ts'
import { drivenBy, drivenByActor } from '../filter/driving-table.ts'
import { EventWhere } from '../filter/event-filter.ts'
import { pageArguments } from '../relay/connection.ts'
import { Article } from '../source/article.ts'
import { eventsOfParents, listEvents, type ParentLink } from './event-list.ts'
import { addGroups } from './group-fields.ts'
import { addHighlights } from './highlights.ts'
import { EVENT_ORDERS, type EventArguments } from './order.ts'

const EventOrder = enumType('EventOrder', 'In which order events come; ties are broken by id.', EVENT_ORDERS)

const { connection: EventConnection, edge: EventEdge } = eventConnectionOf(Event, 'events')

for (const { connection, edge } of [{ connection: EventConnection, edge: EventEdge }, ...typedKinds]) {
  addGroups(connection)
  addHighlights(edge)
}

const eventArguments = builder.args((t) => ({
  where: t.field({
    type: EventWhere,
    description: 'Which events; what took place and was not retracted where left out.',
  }),
  orderBy: t.field({
    type: EventOrder,
    defaultValue: 'OCCURRED_DESC',
    description: 'In which order.',
  }),
  ...asOfArgument,
}))

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description: 'Events of every kind.',
    args: { ...eventArguments, ...pageArguments },
    resolve: (_root, args, context) => listEvents(args, 'events', undefined, context),
  }),
)

for (const { kind, plural, connection, description } of typedKinds) {
  builder.queryField(plural, (t) =>
    t.field({
      type: connection,
      description: `Only events of this kind: ${description}`,
      args: { ...eventArguments, ...pageArguments },
      resolve: (_root, args, context) => listEvents(args, plural, kind, context),
    }),
  )
}

/**
 * The field that lists the events which belong to its parent.
 * @param description what the events have to do with the parent
 * @param list the name of the list
 * @param belonging how they belong to the parent, whose UUID is `parent.id`
 */
function eventsField(description: string, list: string, belonging: ParentLink) {
  const eventsOf = eventsOfParents(list, belonging)
  return {
    type: EventConnection,
    description,
    args: { ...eventArguments, ...pageArguments },
    resolve: ({ id }: { id: string }, args: EventArguments, context: Context) => eventsOf(id, args, context),
  }
}

builder.interfaceField(Actor, 'events', (t) =>
  t.field(
    eventsField('The events that it takes part in.', 'Actor.events', { drivingTable: drivenByActor(sql`parent.id`) }),
  ),
)

builder.objectField(Place, 'events', (t) =>
  t.field(
    eventsField('The events located at this very place; those at its parts are not among them.', 'Place.events', {
      where: sql`${events.placeId} = parent.id`,
    }),
  ),
)

builder.objectField(Storyline, 'events', (t) =>
  t.field(
    eventsField('The events of this very storyline; those of its parts are not among them.', 'Storyline.events', {
      drivingTable: drivenBy(eventStorylines, sql`${eventStorylines.storylineId} = parent.id`),
    }),
  ),
)

builder.objectField(Article, 'events', (t) =>
  t.field(
    eventsField('The events that it reports.', 'Article.events', {
      drivingTable: drivenBy(mentions, sql`${mentions.articleId} = parent.id`),
    }),
  ),
)
