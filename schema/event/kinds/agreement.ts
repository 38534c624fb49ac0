import type { AGREEMENT_PHASES } from '../../../database/tables/kinds/agreement.ts'
import { wordsEnum } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const AgreementPhase = wordsEnum<(typeof AGREEMENT_PHASES)[number]>(
  'AgreementPhase',
  'How far an agreement has come.',
  {
    INTENT: 'Willingness is expressed, and no more (CAMEO 03x).',
    AGREED: 'It is agreed.',
    SIGNED: 'It is signed (CAMEO 057).',
    RATIFIED: 'It is ratified.',
  },
)

export const agreement = eventKind('AGREEMENT', 'Agreement', {
  description: 'An agreement, or the intent to come to one (CAMEO 03x, 057).',
  plural: 'agreements',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'Who agrees.'),
    phase: t.field({
      type: AgreementPhase,
      nullable: true,
      description: 'How far it has come; null where nothing is said of it.',
      resolve: detail(({ phase }) => phase),
    }),
  }),
})
