import { MAX_MOMENTS } from './as-of-plugin.ts'
import { builder } from './builder.ts'

/** The argument of a field that can return past states. The as-of plugin evaluates it. */
export const asOfArgument = builder.args((t) => ({
  asOf: t.field({
    type: 'DateTime',
    description:
      'Returns events and claims as they were stored at this moment, in this field and in the fields below it, under ids ' +
      'that end with `@` and the moment. Objects without earlier states, such as actors and articles, have their own ids ' +
      'and the values of the present, and so have the fields below them: `events` of such an actor needs an `asOf` of ' +
      `its own. Not in the future; at most ${MAX_MOMENTS} moments in a request. Default: the present.`,
  }),
}))
