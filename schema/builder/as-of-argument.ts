import { builder } from './builder.ts'

/** The argument of a field that can return past states. The as-of plugin evaluates it. */
export const asOfArgument = builder.args((t) => ({
  asOf: t.field({
    type: 'DateTime',
    description:
      'Returns events as they were stored at this moment, in this field and in all fields below it. Names of actors and places, and which place contains which, are always current. Default: the present.',
  }),
}))
