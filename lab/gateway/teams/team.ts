import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled'
import { startStandaloneServer } from '@apollo/server/standalone'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

/** Resolvers by type and field. The parent is a reference, or an object of the team. */
type Resolvers = Record<string, Record<string, (parent: never, args: never) => unknown>>

/** The subgraph of another team: its contract and its data. */
export interface Team {
  name: string
  sdl: string
  resolvers: Resolvers
}

/** A subgraph that answers at an address. */
export interface Subgraph {
  name: string
  url: string
  sdl: string
}

/** The subgraph of another team while it runs. */
export interface RunningTeam extends Subgraph {
  /** The value of the header `authorization` of each request, the last one last; null if it was not sent. */
  authorizations: (string | null)[]
  stop: () => Promise<void>
}

/**
 * Makes a server close each connection after its answer. The tests block the process for seconds while they compose,
 * and an idle connection that ends meanwhile would fail the next request.
 */
export function closeConnections(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response }) => {
          response.http.headers.set('connection', 'close')
          return Promise.resolve()
        },
      }),
  }
}

/** Starts the subgraph of a team as its documentation recommends: Apollo Server with `buildSubgraphSchema`. */
export async function startTeam({ name, sdl, resolvers }: Team): Promise<RunningTeam> {
  const authorizations: (string | null)[] = []
  const server = new ApolloServer({
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }),
    plugins: [ApolloServerPluginInlineTraceDisabled(), closeConnections()],
    // Signals end the tests, not this server.
    stopOnTerminationSignals: false,
  })
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => {
      authorizations.push(req.headers.authorization ?? null)
      return Promise.resolve({})
    },
  })
  return { name, url, sdl, authorizations, stop: () => server.stop() }
}
