import { builder } from '../builder/builder.ts'

export const IntRange = builder.inputType('IntRange', {
  description: 'A range of whole numbers. All given bounds must match.',
  fields: (t) => ({
    atLeast: t.int({ description: 'The lowest number that matches.' }),
    atMost: t.int({ description: 'The highest number that matches.' }),
  }),
})

export const MomentRange = builder.inputType('MomentRange', {
  description: 'A half-open range of moments. All given bounds must match.',
  fields: (t) => ({
    from: t.field({ type: 'Moment', description: 'The earliest moment that matches.' }),
    to: t.field({ type: 'Moment', description: 'The moment before which it must be.' }),
  }),
})
