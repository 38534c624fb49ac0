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

const EventOrder = enumType('EventOrder', 'The order of events. Ties are broken by id.', EVENT_ORDERS)

const { connection: EventConnection, edge: EventEdge } = eventConnectionOf(Event, 'events')

for (const { connection, edge } of [{ connection: EventConnection, edge: EventEdge }, ...typedKinds]) {
  addGroups(connection)
  addHighlights(edge)
}

/** @param whereDescription the description of the filter, with the default axes */
function eventArgumentsOf(whereDescription: string) {
  return builder.args((t) => ({
    where: t.field({ type: EventWhere, description: whereDescription }),
    orderBy: t.field({
      type: EventOrder,
      defaultValue: 'OCCURRED_DESC',
      description: 'The order of the events.',
    }),
    ...asOfArgument,
  }))
}

const eventArguments = eventArgumentsOf(
  'The filter; default events that took place, are QUOTED or LISTED, and are not retracted.',
)

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description: 'Events of all kinds.',
    args: { ...eventArguments, ...pageArguments },
    resolve: (_root, args, context) => listEvents({ args, list: 'events' }, context),
  }),
)

for (const { kind, plural, connection, description } of typedKinds) {
  builder.queryField(plural, (t) =>
    t.field({
      type: connection,
      description: `The events of the kind ${kind}: ${description}`,
      args: { ...eventArguments, ...pageArguments },
      resolve: (_root, args, context) => listEvents({ args, list: plural, kind }, context),
    }),
  )
}

/**
 * Returns the options of a field that lists the events of its parent.
 * @param list the name of the list; its cursors are valid only for this list
 */
function eventsField(description: string, list: string, link: ParentLink) {
  const eventsOf = eventsOfParents(list, link)
  return {
    type: EventConnection,
    description,
    args: { ...eventArguments, ...pageArguments },
    loads: [],
    resolve: ({ id }: { id: string }, args: EventArguments, context: Context) => eventsOf(id, args, context),
  }
}

builder.interfaceField(Actor, 'events', (t) =>
  t.field(
    eventsField('The events that the actor takes part in.', 'Actor.events', {
      drivingTable: drivenByActor(sql`parent.id`),
    }),
  ),
)

builder.objectField(Place, 'events', (t) =>
  t.field(
    eventsField(
      'The events with a location at exactly this place, without those at places within it.',
      'Place.events',
      {
        where: sql`(${events.placeId} = parent.id or ${events.id} = any(array(select l.event_id from event_locations l where l.place_id = parent.id)))`,
      },
    ),
  ),
)

builder.objectField(Storyline, 'events', (t) =>
  t.field(
    eventsField('The events of exactly this storyline, without those of its parts.', 'Storyline.events', {
      drivingTable: drivenBy(eventStorylines, sql`${eventStorylines.storylineId} = parent.id`),
    }),
  ),
)

const eventsOfArticle = eventsOfParents(
  'Article.events',
  { drivingTable: drivenBy(mentions, sql`${mentions.articleId} = parent.id`) },
  'CERTAINTY_ONLY',
)

builder.objectField(Article, 'events', (t) =>
  t.field({
    type: EventConnection,
    description:
      'The events that the article reports, also those that are planned, asked for, hypothetical, negated or CODED.',
    args: {
      ...eventArgumentsOf('The filter; default events of every realis, polarity and evidence that are not retracted.'),
      ...pageArguments,
    },
    loads: [],
    resolve: ({ id }, args, context) => eventsOfArticle(id, args, context),
  }),
)
