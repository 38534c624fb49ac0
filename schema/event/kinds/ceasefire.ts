import type { CEASEFIRE_PHASES } from '../../../database/tables/kinds/ceasefire.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const CeasefirePhase = enumType<(typeof CEASEFIRE_PHASES)[number]>('CeasefirePhase', 'How far a ceasefire has come.', {
  PROPOSED: 'Somebody has proposed it.',
  DECLARED: 'One side has declared it.',
  AGREED: 'The sides have agreed on it.',
  IN_EFFECT: 'It holds.',
  VIOLATED: 'It was broken.',
  ENDED: 'It is over.',
})

export const ceasefire = eventKind('CEASEFIRE', 'Ceasefire', {
  description: 'A halt to fighting, from its proposal to its end (CAMEO 0871).',
  plural: 'ceasefires',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'Who is to stop fighting.'),
    phase: t.field({
      type: CeasefirePhase,
      nullable: true,
      description: 'How far it has come; null where nothing is said of it.',
      resolve: detail(({ phase }) => phase),
    }),
    scope: t.string({
      nullable: true,
      description: 'Where and for what it holds, where known.',
      resolve: detail(({ scope }) => scope),
    }),
    effectiveFrom: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'From when it is to hold, where known.',
      resolve: detail(({ effectiveFrom }) => effectiveFrom),
    }),
    effectiveUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Until when it is to hold, where known.',
      resolve: detail(({ effectiveUntil }) => effectiveUntil),
    }),
  }),
})
