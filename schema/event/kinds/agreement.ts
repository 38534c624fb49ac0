import type { AGREEMENT_STAGES } from '../../../database/tables/kinds/agreement.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const AgreementStage = enumType<(typeof AGREEMENT_STAGES)[number]>('AgreementStage', 'How far an agreement has come.', {
  INTENT: 'Willingness is expressed, and no more (CAMEO 03x).',
  AGREED: 'It is agreed.',
  SIGNED: 'It is signed (CAMEO 057).',
  RATIFIED: 'It is ratified.',
})

export const agreement = eventKind('AGREEMENT', 'Agreement', {
  description: 'An agreement, or the intent to come to one (CAMEO 03x, 057).',
  plural: 'agreements',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'Who agrees.'),
    stage: t.field({
      type: AgreementStage,
      nullable: true,
      description: 'How far it has come; null where nothing is said of it.',
      resolve: detail(({ stage }) => stage),
    }),
  }),
})
