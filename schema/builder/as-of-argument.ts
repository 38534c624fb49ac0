import { builder } from './builder.ts'

/** The argument of a field that can be asked of the past: see the plugin `past`. */
export const asOfArgument = builder.args((t) => ({
  asOf: t.field({
    type: 'DateTime',
    description:
      'As of when: what was known at this moment is answered, as the revisions tell, here and in every field below. What actors and places are called, and what lies within what, is as it is now. From the present where left out.',
  }),
}))
