import { clientSdl } from '../../../schema/contract/client.ts'
import { subgraphSdl } from '../../../schema/contract/subgraph.ts'
import { schema } from '../../../schema/schema.ts'
import { parseArguments, rejectPositionals, UsageError } from '../arguments.ts'
import type { Command } from '../command.ts'

const FLAG = { type: 'boolean', default: false } as const

export const command: Command = {
  usage: `Usage: dateline schema --client | --subgraph [--node] [--scopes]

Prints a contract of this version in the schema definition language of GraphQL. It opens no database.

  --client          the contract of clients: schema/schema.graphql
  --subgraph        the contract of gateways, with the directives of Apollo Federation 2: schema/subgraph.graphql
  --node            with --subgraph: shows node and nodes, for the one Relay subgraph of a supergraph
  --scopes          with --subgraph: adds @requiresScopes to mutations, for routers that check the scopes of tokens
`,
  run: async (args) => {
    const { positionals, values } = parseArguments(args, {
      client: FLAG,
      subgraph: FLAG,
      node: FLAG,
      scopes: FLAG,
    })
    rejectPositionals('schema', positionals)
    const { client, subgraph, node, scopes } = values
    if (client === subgraph) throw new UsageError('Name one contract: --client or --subgraph.')
    if (client && node)
      throw new UsageError('The option --node needs --subgraph: the contract of clients has node always.')
    if (client && scopes) throw new UsageError('The option --scopes needs --subgraph: only gateways read scopes.')
    process.stdout.write(client ? clientSdl(schema) : subgraphSdl(schema, { withNode: node, withScopes: scopes }))
  },
}
