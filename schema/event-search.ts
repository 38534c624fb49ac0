import { eq, sql } from 'drizzle-orm'
import { Actor } from './actor.ts'
import { Article } from './article.ts'
import { builder } from './builder.ts'
import { connectionOf, pageArguments } from './connection.ts'
import { Event } from './event.ts'
import { ownKinds } from './event-kinds.ts'
import { EVENT_ORDERS, eventsOfParents, listEvents } from './event-page.ts'
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

const eventsOfActor = eventsOfParents(
  'Actor.events',
  sql`exists (select 1 from ${participations} where ${participations.eventId} = ${events.id} and ${participations.actorId} = parent.id)`,
)

builder.interfaceField(Actor, 'events', (t) =>
  t.field({
    type: EventConnection,
    description: 'The events that it takes part in.',
    args: { ...eventArguments, ...pageArguments },
    resolve: ({ id }, args, context) => eventsOfActor(id, args, context),
  }),
)

const eventsOfPlace = eventsOfParents('Place.events', sql`${events.placeId} = parent.id`)

builder.objectField(Place, 'events', (t) =>
  t.field({
    type: EventConnection,
    description: 'The events located at this very place; those at its parts are not among them.',
    args: { ...eventArguments, ...pageArguments },
    resolve: ({ id }, args, context) => eventsOfPlace(id, args, context),
  }),
)

const eventsOfStoryline = eventsOfParents(
  'Storyline.events',
  sql`exists (select 1 from ${eventStorylines} where ${eventStorylines.eventId} = ${events.id} and ${eventStorylines.storylineId} = parent.id)`,
)

builder.objectField(Storyline, 'events', (t) =>
  t.field({
    type: EventConnection,
    description: 'The events of this very storyline; those of its parts are not among them.',
    args: { ...eventArguments, ...pageArguments },
    resolve: ({ id }, args, context) => eventsOfStoryline(id, args, context),
  }),
)

const eventsOfArticle = eventsOfParents(
  'Article.events',
  sql`exists (select 1 from ${reports} where ${reports.eventId} = ${events.id} and ${reports.articleId} = parent.id)`,
)

builder.objectField(Article, 'events', (t) =>
  t.field({
    type: EventConnection,
    description: 'The events that it reports.',
    args: { ...eventArguments, ...pageArguments },
    resolve: ({ id }, args, context) => eventsOfArticle(id, args, context),
  }),
)
