import { builder } from '../builder/builder.ts'
import type { Cost } from '../builder/field-cost.ts'

const QueryCost = builder.objectRef<Cost>('QueryCost').implement({
  description: 'How much an operation asks for.',
  fields: (t) => ({
    cost: t.exposeInt('cost', {
      description:
        'About how many fields the answer has at most: one a field, times the size of every page and list that it stands under.',
    }),
    limit: t.exposeInt('limit', { description: 'The highest cost that is let through.' }),
    depth: t.exposeInt('depth', { description: 'How many levels of fields the operation has.' }),
    breadth: t.exposeInt('breadth', { description: 'How many fields the operation has, as it is written.' }),
  }),
})

builder.queryField('queryCost', (t) =>
  t.field({
    type: QueryCost,
    description: 'What this very operation costs; the same is in `extensions` and in headers of every answer.',
    shareable: true,
    inaccessible: true,
    args: {
      dryRun: t.arg.boolean({
        defaultValue: false,
        description: 'Answer this field alone and read nothing, even where the cost is over the limit.',
      }),
    },
    resolve: (_root, _args, { cost }) => cost!,
  }),
)
