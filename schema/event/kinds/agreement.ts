import type { AGREEMENT_STAGES } from '../../../database/tables/kinds/agreement.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'
import { describeDetail, describeKind } from '../source-codes.ts'

const AgreementStage = enumType<(typeof AGREEMENT_STAGES)[number]>('AgreementStage', 'The stage of an agreement.', {
  INTENT: describeDetail('AGREEMENT', 'stage', 'INTENT', 'Only willingness is expressed'),
  AGREED: 'The parties have agreed.',
  SIGNED: describeDetail('AGREEMENT', 'stage', 'SIGNED', 'It is signed'),
  RATIFIED: 'It is ratified.',
})

export const agreement = eventKind('AGREEMENT', 'Agreement', {
  description: describeKind('AGREEMENT', 'An agreement, or the intent to reach one'),
  plural: 'agreements',
  fields: (t, detail) => ({
    parties: inRoles(t, ['PARTY'], 'The parties to the agreement.'),
    stage: t.field({
      type: AgreementStage,
      nullable: true,
      description: 'The stage of the agreement; null if not stated.',
      ...detail(({ stage }) => stage),
    }),
  }),
})
