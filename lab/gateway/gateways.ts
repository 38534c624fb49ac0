import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { createGatewayRuntime, type UnifiedGraphHandler } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler as rustPlanner } from '@graphql-hive/router-runtime'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { COMPOSERS, type Composer } from '../composers.ts'
import { closeConnections, type Subgraph } from './teams/team.ts'

/** A gateway that answers at an address. */
export interface Gateway {
  url: string
  stop: () => Promise<void>
}

export interface GatewayOptions {
  /** The composer of the supergraph. Default: that of Apollo, whose supergraphs all gateways can read. */
  composer?: Composer
  /** How Hive Gateway follows the subscriptions of subgraphs. Default: by Server-Sent Events. */
  transport?: 'sse' | 'ws'
}

export type GatewayName = keyof typeof GATEWAYS

/** Starts each gateway, in front of subgraphs, as its documentation recommends; all forward the header `authorization`. */
export const GATEWAYS = {
  '@apollo/gateway': startApollo,
  'Hive Gateway': (subgraphs: Subgraph[], options?: GatewayOptions) => startHive(subgraphs, options),
  'Hive Gateway, planner of Hive Router': (subgraphs: Subgraph[], options?: GatewayOptions) =>
    startHive(subgraphs, options, rustPlanner as UnifiedGraphHandler),
}

export const GATEWAY_NAMES = Object.keys(GATEWAYS) as GatewayName[]

/** @throws {Error} if the subgraphs do not compose */
export function compose(composer: Composer, subgraphs: Subgraph[]): string {
  const { problems, supergraph } = COMPOSERS[composer](subgraphs)
  if (supergraph === '') throw new Error(`${composer} does not compose the subgraphs: ${problems.join('; ')}`)
  return supergraph
}

class Forwarding extends RemoteGraphQLDataSource<{ authorization?: string | undefined }> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<{ authorization?: string }>['willSendRequest']>>[0]) {
    if (context.authorization !== undefined) request.http?.headers.set('authorization', context.authorization)
  }
}

async function startApollo(
  subgraphs: Subgraph[],
  { composer = '@apollo/composition' }: GatewayOptions = {},
): Promise<Gateway> {
  const gateway = new ApolloGateway({
    supergraphSdl: compose(composer, subgraphs),
    buildService: ({ url }) => new Forwarding(url === undefined ? {} : { url }),
  })
  const server = new ApolloServer<{ authorization?: string | undefined }>({
    gateway,
    plugins: [closeConnections()],
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
  })
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
  })
  return { url, stop: () => server.stop() }
}

async function startHive(
  subgraphs: Subgraph[],
  { composer = '@apollo/composition', transport = 'sse' }: GatewayOptions = {},
  planner?: UnifiedGraphHandler,
): Promise<Gateway> {
  const runtime = createGatewayRuntime({
    supergraph: compose(composer, subgraphs),
    ...(planner === undefined ? {} : { unifiedGraphHandler: planner }),
    ...(transport === 'ws'
      ? { transportEntries: { '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } } } }
      : {}),
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }) => {
        const authorization = request.headers.get('authorization')
        return authorization === null ? undefined : { authorization }
      },
    },
    logging: false,
    // The tests tell defects apart by their messages.
    maskedErrors: false,
    landingPage: false,
  })
  const server = createServer((request, response) => void runtime(request, response))
  // Idle connections stay open: see closeConnections.
  server.keepAliveTimeout = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await runtime[Symbol.asyncDispose]()
    },
  }
}
