import type { VISIT_KINDS } from '../../../database/tables/kinds/visit.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const VisitKind = enumType<(typeof VISIT_KINDS)[number]>('VisitKind', 'The rank that protocol gives a visit.', {
  STATE: 'A state visit, of a head of state to a head of state.',
  OFFICIAL: 'An official visit.',
  WORKING: 'A working visit.',
  PRIVATE: 'A private visit.',
})

export const visit = eventKind('VISIT', 'Visit', {
  description:
    'A journey to another to see them; what CAMEO codes twice, 042 of the visitor and 043 of the host, is one visit here.',
  plural: 'visits',
  fields: (t, detail) => ({
    visitors: inRoles(t, ['VISITOR'], 'Who comes.'),
    hosts: inRoles(t, ['HOST'], 'Who receives them.'),
    visitKind: t.field({
      type: VisitKind,
      nullable: true,
      description: 'The rank that protocol gives it; null where nothing is said of it.',
      resolve: detail(({ visitKind }) => visitKind),
    }),
    durationDays: t.int({
      nullable: true,
      description: 'How long it lasts, in days, where known.',
      resolve: detail(({ durationDays }) => durationDays),
    }),
  }),
})
