import type { AGREEMENT_STAGES } from '../../../database/tables/kinds/agreement.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const AgreementStage = enumType<(typeof AGREEMENT_STAGES)[number]>('AgreementStage', 'The stage of an agreement.', {
  INTENT: 'Only willingness is expressed (CAMEO 03x).',
  AGREED: 'The parties have agreed.',
  SIGNED: 'It is signed (CAMEO 057).',
  RATIFIED: 'It is ratified.',
})

export const agreement = eventKind('AGREEMENT', 'Agreement', {
  description: 'An agreement, or the intent to reach one (CAMEO 03x, 057).',
  plural: 'agreements',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'The parties to the agreement.'),
    stage: t.field({
      type: AgreementStage,
      nullable: true,
      description: 'The stage of the agreement; null if not stated.',
      resolve: detail(({ stage }) => stage),
    }),
  }),
})
