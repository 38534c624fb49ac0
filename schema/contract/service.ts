import type { GraphQLSchema } from 'graphql'
import { builder } from '../builder/builder.ts'
import { subgraphSdl } from './subgraph.ts'

const sdlBySchema = new WeakMap<GraphQLSchema, string>()

const Service = builder.objectRef<object>('_Service').implement({
  description: 'The service as a subgraph (Federation).',
  fields: (t) => ({
    sdl: t.string({
      description: 'The contract of the subgraph, in the schema definition language with the directives of Federation.',
      resolve: (_service, _args, _context, { schema }) => {
        const sdl = sdlBySchema.get(schema) ?? subgraphSdl(schema)
        sdlBySchema.set(schema, sdl)
        return sdl
      },
    }),
  }),
})

builder.queryField('_service', (t) =>
  t.field({
    type: Service,
    description: 'The contract of this service, for gateways (Federation).',
    resolve: () => ({}),
  }),
)
