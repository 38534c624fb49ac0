import fastify from 'fastify'
import mercurius, { type IResolvers, type MercuriusLoaders } from 'mercurius'
import type { AddressInfo } from 'node:net'
import { attributionOf, byId, eventsOf, mentionsOf, ofEvent, type Batch } from './batches.ts'
import type { Row } from './database.ts'
import { DateTime, plainFields, REFERENCES } from './fields.ts'
import { announce } from './listening.ts'
import { countEvents, readCounterparts, readEvents, searchEvents } from './roots.ts'
import { typeDefs } from './schema.ts'

/** Mercurius with graphql-jit and its own loaders. */

interface Query {
  obj: Row
  params: { first?: number }
}
type Loader = (queries: readonly Query[]) => Promise<unknown[]>

/** The documentation recommends to switch the cache off where its keys cost more than the database. */
function uncached(loader: Loader) {
  return { loader, opts: { cache: false } }
}

/** Loads each key once, though several objects have it. */
function by(column: string, batch: Batch<unknown>): Loader {
  return async (queries) => {
    const keys = [...new Set(queries.map(({ obj }) => obj[column]).filter((key) => key !== null))] as string[]
    const results = keys.length === 0 ? [] : await batch(keys)
    const resultByKey = new Map<unknown, unknown>(keys.map((key, i) => [key, results[i]]))
    return queries.map(({ obj }) => resultByKey.get(obj[column]) ?? null)
  }
}

function page(batch: (keys: readonly string[], first: number) => Promise<unknown[]>): Loader {
  return (queries) => by('id', (keys) => batch(keys, queries[0]?.params.first ?? 20))(queries)
}

const loaders: Record<string, Record<string, ReturnType<typeof uncached>>> = {
  Event: { mentions: uncached(page(mentionsOf)) },
  Claim: { attribution: uncached(by('id', attributionOf)) },
  Actor: { events: uncached(page(eventsOf)) },
}
for (const [field, batch] of Object.entries(ofEvent))
  loaders['Event'] = { ...loaders['Event'], [field]: uncached(by('id', batch)) }
for (const [type, field, column, object] of REFERENCES)
  loaders[type] = { ...loaders[type], [field]: uncached(by(column, byId[object])) }

const resolvers = {
  DateTime,
  ...plainFields,
  Query: {
    event: async (_: unknown, { id }: { id: string }) => (await byId.event([id]))[0],
    events: (_: unknown, args: Parameters<typeof readEvents>[0]) => readEvents(args),
    search: (_: unknown, args: Parameters<typeof searchEvents>[0]) => searchEvents(args),
    eventCounts: (_: unknown, args: Parameters<typeof countEvents>[0]) => countEvents(args),
    actors: (_: unknown, { ids }: { ids: string[] }) => byId.actor(ids),
    actor: async (_: unknown, { id }: { id: string }) => (await byId.actor([id]))[0],
  },
  Actor: { counterparts: ({ id }: Row, { first }: { first: number }) => readCounterparts(id, first) },
}

const app = fastify()
app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  resolvers: resolvers as IResolvers,
  loaders: loaders as MercuriusLoaders,
})
await app.listen({ port: 0, host: '127.0.0.1' })
announce((app.server.address() as AddressInfo).port, '/graphql')
