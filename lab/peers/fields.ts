import { GraphQLScalarType } from 'graphql'
import type { Row } from './database.ts'

/** Moments: dates in resolvers, ISO 8601 in answers. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => new Date(value as string),
})

/** The fields that need no database; all others have the name of their column. */
export const plainFields = {
  Event: {
    occurred: (event: Row) => event,
    location: (event: Row) => (event['locationPrecision'] === null ? null : event),
  },
  TimeSpan: {
    precision: (event: Row) => event['timePrecision'],
    basis: (event: Row) => event['timeBasis'],
    text: (event: Row) => event['timeText'],
  },
  Location: {
    precision: (event: Row) => event['locationPrecision'],
    text: (event: Row) => event['locationText'],
  },
  Claim: { quote: (claim: Row) => claim },
}

/** The fields that lead to one object: type, field, the column of its id, and what the object is. */
export const REFERENCES = [
  ['Event', 'dataset', 'datasetId', 'dataset'],
  ['Location', 'place', 'placeId', 'place'],
  ['Participation', 'actor', 'actorId', 'actor'],
  ['Counterpart', 'actor', 'actorId', 'actor'],
  ['Claim', 'article', 'articleId', 'article'],
  ['Attribution', 'agent', 'agentId', 'actor'],
  ['Article', 'publisher', 'publisherId', 'publisher'],
  ['Mention', 'article', 'articleId', 'article'],
  ['Relation', 'event', 'eventId', 'event'],
] as const
