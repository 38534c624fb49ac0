import type { CEASEFIRE_PHASES } from '../../../database/tables/kinds/ceasefire.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'
import { describeKind } from '../source-codes.ts'

const CeasefirePhase = enumType<(typeof CEASEFIRE_PHASES)[number]>('CeasefirePhase', 'The phase of a ceasefire.', {
  PROPOSED: 'An actor has proposed it.',
  DECLARED: 'One side has declared it.',
  AGREED: 'The sides have agreed on it.',
  IN_EFFECT: 'It is in effect.',
  VIOLATED: 'It was broken.',
  ENDED: 'It is over.',
})

export const ceasefire = eventKind('CEASEFIRE', 'Ceasefire', {
  description: describeKind('CEASEFIRE', 'A halt to fighting, from its proposal to its end'),
  plural: 'ceasefires',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'The parties that are to stop fighting.'),
    phase: t.field({
      type: CeasefirePhase,
      nullable: true,
      description: 'The phase of the ceasefire; null if not stated.',
      ...detail(({ phase }) => phase),
    }),
    scope: t.string({
      nullable: true,
      description: 'The area and the activities that it covers; null if not stated.',
      ...detail(({ scope }) => scope),
    }),
    effectiveFrom: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it takes effect; null if not stated.',
      ...detail(({ effectiveFrom }) => effectiveFrom),
    }),
    effectiveUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it ends (exclusive); null if not stated.',
      ...detail(({ effectiveUntil }) => effectiveUntil),
    }),
  }),
})
