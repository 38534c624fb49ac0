import { builder } from '../builder/builder.ts'
import type { Cost } from '../builder/field-cost.ts'

const QueryCost = builder.objectRef<Cost>('QueryCost').implement({
  description: 'The size of an operation.',
  fields: (t) => ({
    cost: t.exposeInt('cost', {
      description:
        'The estimated maximal number of fields in the response: 1 per field, multiplied by the size of each page and list around it.',
    }),
    limit: t.exposeInt('limit', { description: 'The highest cost that the server accepts.' }),
    depth: t.exposeInt('depth', { description: 'The depth of the nested fields of the operation.' }),
    breadth: t.exposeInt('breadth', { description: 'The number of fields in the text of the operation.' }),
  }),
})

builder.queryField('queryCost', (t) =>
  t.field({
    type: QueryCost,
    description: 'The cost of this operation. Every response has the same numbers in `extensions` and in its headers.',
    shareable: true,
    inaccessible: true,
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
