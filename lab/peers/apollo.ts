import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { buildSubgraphSchema } from '@apollo/subgraph'
import DataLoader from 'dataloader'
import { parse } from 'graphql'
import { attributionOf, byId, eventsOf, mentionsOf, ofEvent } from './batches.ts'
import type { Row } from './database.ts'
import { DateTime, plainFields, REFERENCES } from './fields.ts'
import { announce } from './listening.ts'
import { countEvents, readCounterparts, readEvents, searchEvents } from './roots.ts'
import { typeDefs } from './schema.ts'

/** Apollo Server with DataLoader. With SUBGRAPH=1 it is a subgraph, whose entities a gateway can look up. */

interface Loaders {
  byId: Record<keyof typeof byId, DataLoader<string, Row | null>>
  ofEvent: Record<keyof typeof ofEvent, DataLoader<string, Row[]>>
  attribution: DataLoader<string, Row[]>
  mentions: (first: number) => DataLoader<string, Row[]>
  events: (first: number) => DataLoader<string, Row[]>
}

/** One loader for each number of rows. */
function pageLoaders(batch: (keys: readonly string[], first: number) => Promise<Row[][]>) {
  const loaders = new Map<number, DataLoader<string, Row[]>>()
  return (first: number) => {
    const loader = loaders.get(first) ?? new DataLoader((keys: readonly string[]) => batch(keys, first))
    loaders.set(first, loader)
    return loader
  }
}

function createLoaders(): Loaders {
  const each = <Name extends string, Result>(batches: Record<Name, (keys: readonly string[]) => Promise<Result[]>>) =>
    Object.fromEntries(
      Object.entries<(keys: readonly string[]) => Promise<Result[]>>(batches).map(([name, batch]) => [
        name,
        new DataLoader(batch),
      ]),
    ) as Record<Name, DataLoader<string, Result>>
  return {
    byId: each(byId),
    ofEvent: each(ofEvent),
    attribution: new DataLoader(attributionOf),
    mentions: pageLoaders(mentionsOf),
    events: pageLoaders(eventsOf),
  }
}

type Resolver = (parent: Row, args: { first: number }, loaders: Loaders) => unknown
function idOf({ id }: Row): string {
  return id as string
}

const fields: Record<string, Record<string, Resolver>> = {
  ...plainFields,
  Event: { ...plainFields.Event, mentions: (event, { first }, loaders) => loaders.mentions(first).load(idOf(event)) },
  Claim: { ...plainFields.Claim, attribution: (claim, _, loaders) => loaders.attribution.load(idOf(claim)) },
  Actor: {
    events: (actor, { first }, loaders) => loaders.events(first).load(idOf(actor)),
    counterparts: (actor, { first }) => readCounterparts(actor['id'], first),
  },
}
for (const part of Object.keys(ofEvent) as (keyof typeof ofEvent)[])
  fields['Event'] = { ...fields['Event'], [part]: (event, _, loaders) => loaders.ofEvent[part].load(idOf(event)) }
for (const [type, field, column, object] of REFERENCES)
  fields[type] = {
    ...fields[type],
    [field]: (parent, _, loaders) => {
      const key = parent[column]
      return key === null ? null : loaders.byId[object].load(key as string)
    },
  }

const resolvers = {
  DateTime,
  ...fields,
  Query: {
    event: (_: unknown, { id }: { id: string }, loaders: Loaders) => loaders.byId.event.load(id),
    events: (_: unknown, args: Parameters<typeof readEvents>[0]) => readEvents(args),
    search: (_: unknown, args: Parameters<typeof searchEvents>[0]) => searchEvents(args),
    eventCounts: (_: unknown, args: Parameters<typeof countEvents>[0]) => countEvents(args),
    actors: (_: unknown, { ids }: { ids: string[] }, loaders: Loaders) => loaders.byId.actor.loadMany(ids),
    actor: (_: unknown, { id }: { id: string }, loaders: Loaders) => loaders.byId.actor.load(id),
  },
}

/** The same schema with keys, and resolvers that look entities up by them. */
function subgraph() {
  const keyed = typeDefs.replaceAll(/type (Event|Actor|Place|Article) /g, 'type $1 @key(fields: "id") ')
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])'
  const entities = (['event', 'actor', 'place', 'article'] as const).map((name) => {
    const type = name.charAt(0).toUpperCase() + name.slice(1)
    const lookUp = (reference: Row, loaders: Loaders) => loaders.byId[name].load(idOf(reference))
    return [type, { ...fields[type], __resolveReference: lookUp }]
  })
  return buildSubgraphSchema({
    typeDefs: parse(link + keyed),
    resolvers: { ...resolvers, ...Object.fromEntries(entities) } as never,
  })
}

const server = new ApolloServer<Loaders>(
  process.env['SUBGRAPH'] === '1' ? { schema: subgraph() } : { typeDefs, resolvers },
)
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: () => Promise.resolve(createLoaders()),
})
announce(Number(new URL(url).port), '/')
