import type { VISIT_KINDS } from '../../../database/tables/kinds/visit.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const VisitKind = enumType<(typeof VISIT_KINDS)[number]>('VisitKind', 'The protocol rank of a visit.', {
  STATE: 'A state visit, of a head of state to a head of state.',
  OFFICIAL: 'An official visit.',
  WORKING: 'A working visit.',
  PRIVATE: 'A private visit.',
})

export const visit = eventKind('VISIT', 'Visit', {
  description:
    'A visit of an actor to another. CAMEO codes it twice, as 042 of the visitor and 043 of the host; here it is one event.',
  plural: 'visits',
  fields: (t, detail) => ({
    visitors: inRoles(t, ['VISITOR'], 'The visitors.'),
    hosts: inRoles(t, ['HOST'], 'The hosts.'),
    visitKind: t.field({
      type: VisitKind,
      nullable: true,
      description: 'The protocol rank; null if not stated.',
      ...detail(({ visitKind }) => visitKind),
    }),
    durationDays: t.int({
      nullable: true,
      description: 'The duration in days; null if not stated.',
      ...detail(({ durationDays }) => durationDays),
    }),
  }),
})
