import type { MEETING_FORMATS } from '../../../database/tables/kinds/meeting.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'
import { describeKind } from '../source-codes.ts'

const MeetingFormat = enumType<(typeof MEETING_FORMATS)[number]>('MeetingFormat', 'The format of a meeting.', {
  BILATERAL: 'Two sides meet.',
  MULTILATERAL: 'More than two sides meet.',
  THIRD_PARTY: 'A third side has brought the others together.',
})

export const meeting = eventKind('MEETING', 'Meeting', {
  description: describeKind('MEETING', 'A meeting in person, or a consultation whose form the source does not state'),
  plural: 'meetings',
  fields: (t, detail) => ({
    participants: inRoles(t, ['PARTICIPANT', 'HOST'], 'The participants, including the host.'),
    format: t.field({
      type: MeetingFormat,
      nullable: true,
      description: 'The format; null if not stated.',
      ...detail(({ format }) => format),
    }),
    venue: t.string({
      nullable: true,
      description: 'The building or hall; null if not stated.',
      ...detail(({ venue }) => venue),
    }),
  }),
})
