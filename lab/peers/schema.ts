/** The schema of Mercurius and of Apollo Server. */
export const typeDefs = /* GraphQL */ `
  scalar DateTime

  type Query {
    event(id: ID!): Event
    events(kind: String!, from: DateTime, to: DateTime, first: Int!, after: String): EventConnection!
    search(text: String!, first: Int!): [Event!]!
    eventCounts(country: ID!): [EventCount!]!
    actors(ids: [ID!]!): [Actor!]!
    actor(id: ID!): Actor
  }

  type EventConnection {
    nodes: [Event!]!
    pageInfo: PageInfo!
  }

  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }

  type Event {
    id: ID!
    kind: String!
    title: String!
    summary: String
    realis: String!
    polarity: String!
    certainty: String!
    mentionCount: Int!
    publisherCount: Int!
    version: Int!
    createdAt: DateTime!
    updatedAt: DateTime!
    occurred: TimeSpan!
    location: Location
    dataset: Dataset!
    participations: [Participation!]!
    claims: [Claim!]!
    quantities: [Quantity!]!
    relations: [Relation!]!
    mentions(first: Int!): [Mention!]!
    codes: [Code!]!
    storylines: [Storyline!]!
  }

  type TimeSpan {
    edtf: String!
    earliest: DateTime
    latest: DateTime
    precision: String!
    basis: String!
    text: String
  }

  type Location {
    precision: String!
    latitude: Float
    longitude: Float
    radiusKm: Float
    text: String
    place: Place
  }

  type Place {
    id: ID!
    name: String!
    kind: String!
    latitude: Float
    longitude: Float
  }

  type Dataset {
    id: ID!
    name: String!
    title: String!
    licence: String!
  }

  type Participation {
    role: String!
    side: String
    label: String
    basis: String!
    actor: Actor!
  }

  type Actor {
    id: ID!
    name: String!
    kind: String!
    events(first: Int!): [Event!]!
    counterparts(first: Int!): [Counterpart!]!
  }

  type Counterpart {
    eventCount: Int!
    lastContact: DateTime
    actor: Actor!
  }

  type Claim {
    id: ID!
    aspect: String!
    detail: String
    certainty: String!
    polarity: String!
    hedge: String
    quote: Quote!
    article: Article!
    attribution: [Attribution!]!
  }

  type Quote {
    exact: String!
    prefix: String
    suffix: String
    start: Int
    end: Int
    sentence: Int
  }

  type Attribution {
    mode: String!
    label: String
    verb: String
    agent: Actor
  }

  type Article {
    id: ID!
    url: String
    headline: String
    publishedOn: String
    publisher: Publisher
  }

  type Publisher {
    id: ID!
    name: String!
  }

  type Quantity {
    measure: String!
    of: String
    side: String
    low: Float
    best: Float
    high: Float
    approximation: String!
    unit: String
    text: String
  }

  type Relation {
    kind: String!
    direction: String!
    certainty: String!
    event: Event!
  }

  type Mention {
    sentence: Int
    tone: Float
    extractionConfidence: Int
    article: Article!
  }

  type Code {
    scheme: String!
    code: String!
  }

  type Storyline {
    id: ID!
    title: String!
  }

  type EventCount {
    month: String
    kind: String!
    count: Int!
  }
`
