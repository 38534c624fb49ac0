import { eq, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { Actor } from './actor.ts'
import { Article } from './article.ts'
import { builder } from './builder.ts'
import { connectionOf, pageArguments } from './connection.ts'
import { Event } from './event.ts'
import { ownKinds } from './event-kinds.ts'
import type { Context } from './context.ts'
import { EVENT_ORDERS, eventsOfParents, listEvents, type EventArguments } from './event-page.ts'
import { EventWhere } from './event-where.ts'
import { Place } from './place.ts'
import { Storyline } from './storyline.ts'
import { events } from './tables/event.ts'
import { participations } from './tables/participation.ts'
import { reports } from './tables/report.ts'
import { eventStorylines } from './tables/storyline.ts'
import { wordsEnum } from './words.ts'

const EventOrder = wordsEnum('EventOrder', 'In which order events come; ties are broken by id.', EVENT_ORDERS)

const EventConnection = connectionOf(Event, 'events')

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
}))

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description: 'Events of every kind.',
    args: { ...eventArguments, ...pageArguments },
    resolve: (_root, args, context) => listEvents(args, 'events', undefined, context),
  }),
)

for (const { kind, plural, connection, description } of ownKinds) {
  builder.queryField(plural, (t) =>
    t.field({
      type: connection,
      description: `Only events of this kind: ${description}`,
      args: { ...eventArguments, ...pageArguments },
      resolve: (_root, args, context) => listEvents(args, plural, eq(events.kind, kind), context),
    }),
  )
}

/**
 * The field that lists the events which belong to its parent.
 * @param description what the events have to do with the parent
 * @param list the name of the list
 * @param belongs the condition that ties `events` to the parent, whose UUID is `parent.id`
 */
const eventsField = (description: string, list: string, belongs: SQL) => {
  const eventsOf = eventsOfParents(list, belongs)
  return {
    type: EventConnection,
    description,
    args: { ...eventArguments, ...pageArguments },
    resolve: ({ id }: { id: string }, args: EventArguments, context: Context) => eventsOf(id, args, context),
  }
}

/** The condition that a table between events and parents ties them. */
const tied = (table: PgTable & { eventId: PgColumn }, parent: PgColumn): SQL =>
  sql`exists (select 1 from ${table} where ${table.eventId} = ${events.id} and ${parent} = parent.id)`

builder.interfaceField(Actor, 'events', (t) =>
  t.field(
    eventsField('The events that it takes part in.', 'Actor.events', tied(participations, participations.actorId)),
  ),
)

builder.objectField(Place, 'events', (t) =>
  t.field(
    eventsField(
      'The events located at this very place; those at its parts are not among them.',
      'Place.events',
      sql`${events.placeId} = parent.id`,
    ),
  ),
)

builder.objectField(Storyline, 'events', (t) =>
  t.field(
    eventsField(
      'The events of this very storyline; those of its parts are not among them.',
      'Storyline.events',
      tied(eventStorylines, eventStorylines.storylineId),
    ),
  ),
)

builder.objectField(Article, 'events', (t) =>
  t.field(eventsField('The events that it reports.', 'Article.events', tied(reports, reports.articleId))),
)
