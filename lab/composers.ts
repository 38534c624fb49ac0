import { composeServices as composeByApollo } from '@apollo/composition'
import { composeServices as composeByGuild } from '@theguild/federation-composition'
import { federateSubgraphs, LATEST_ROUTER_COMPATIBILITY_VERSION } from '@wundergraph/composition'
import { parse, print } from 'graphql'
import type { Subgraph } from './gateway/teams/team.ts'

export interface Composed {
  /** Errors, and hints or warnings if the composer has any. */
  problems: string[]
  /** The supergraph, with the directives that plan requests; empty if there are errors. */
  supergraph: string
}

export type Composer = keyof typeof COMPOSERS

export const COMPOSERS = {
  '@apollo/composition': (subgraphs: Subgraph[]): Composed => {
    const { errors = [], hints = [], supergraphSdl } = composeByApollo(subgraphs.map(withDocument))
    return { problems: [...errors, ...hints].map(({ message }) => message), supergraph: supergraphSdl ?? '' }
  },
  '@theguild/federation-composition': (subgraphs: Subgraph[]): Composed => {
    const { errors = [], supergraphSdl } = composeByGuild(subgraphs.map(withDocument))
    return { problems: errors.map(({ message }) => message), supergraph: supergraphSdl ?? '' }
  },
  '@wundergraph/composition': (subgraphs: Subgraph[]): Composed => {
    const result = federateSubgraphs({
      subgraphs: subgraphs.map(({ name, url, sdl }) => ({ name, url, definitions: parse(sdl) })),
      version: LATEST_ROUTER_COMPATIBILITY_VERSION,
    })
    const errors = result.success ? [] : result.errors
    return {
      problems: [...errors, ...result.warnings].map(({ message }) => message),
      supergraph: result.success ? print(result.federatedGraphAST) : '',
    }
  },
}

function withDocument({ name, url, sdl }: Subgraph) {
  return { name, url, typeDefs: parse(sdl) }
}
