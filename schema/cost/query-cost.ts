import { builder } from '../builder/builder.ts'
import type { Cost, CostPart } from '../builder/cost.ts'
import { composition } from '../relay/composition.ts'

const MAX_PARTS = 10

const QueryCostPart = builder.objectRef<CostPart>('QueryCostPart').implement({
  description: 'The cost of one field of an operation, without the objects below it.',
  fields: (t) => ({
    path: t.exposeString('path', {
      description: 'The field from the root, by aliases and names, such as events.nodes.participations.',
    }),
    cost: t.exposeInt('cost', { description: 'Its cost, for all objects that have it.' }),
  }),
})

const QueryCost = builder.objectRef<Cost>('QueryCost').implement({
  description: 'The size of an operation.',
  fields: (t) => ({
    cost: t.exposeInt('cost', {
      description:
        'The predicted work of the operation. One unit is 5 microseconds of the server or 50 of the database, about the work of four plain fields of an answer. Fields count once for each object that has them; searches, filters, totals and groups count by the rows that they read if few match.',
    }),
    eventCount: t.exposeInt('eventCount', {
      description:
        'The number of events for which the cost was computed: those that are stored, rounded up to one digit, and at least 1,000. The cost of reading many of them grows with it.',
    }),
    limit: t.exposeInt('limit', { description: 'The highest cost that the server accepts.' }),
    parts: t.field({
      type: [QueryCostPart],
      description: `The ${MAX_PARTS} largest parts of the cost, the largest first.`,
      resolve: ({ parts }) => parts.slice(0, MAX_PARTS),
    }),
    depth: t.exposeInt('depth', { description: 'The depth of the nested fields of the operation.' }),
    breadth: t.exposeInt('breadth', { description: 'The number of fields in the text of the operation.' }),
  }),
})

builder.queryField('queryCost', (t) =>
  t.field({
    type: QueryCost,
    description: 'The cost of this operation. Every response has the same numbers in `extensions` and in its headers.',
    extensions: composition({ isShareable: true, isHidden: true }),
    args: {
      dryRun: t.arg.boolean({
        defaultValue: false,
        description: 'If true, only this field is answered and nothing is read, even if the cost exceeds the limit.',
      }),
    },
    resolve: (_root, _args, { cost }) => {
      if (cost === undefined) throw new Error('The server must set `cost` in the context before the operation runs.')
      return cost
    },
  }),
)
