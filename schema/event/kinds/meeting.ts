import type { MEETING_FORMATS } from '../../../database/tables/kinds/meeting.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const MeetingFormat = enumType<(typeof MEETING_FORMATS)[number]>('MeetingFormat', 'Who meets.', {
  BILATERAL: 'Two sides.',
  MULTILATERAL: 'More than two sides.',
  THIRD_PARTY: 'Sides that a third one has brought together.',
})

export const meeting = eventKind('MEETING', 'Meeting', {
  description: 'A meeting in person (CAMEO 040, 044).',
  plural: 'meetings',
  fields: (t, detail) => ({
    participants: inRoles(t, ['PARTICIPANT', 'HOST'], 'Who meets, the host included.'),
    format: t.field({
      type: MeetingFormat,
      nullable: true,
      description: 'Who meets; null where nothing is said of it.',
      resolve: detail(({ format }) => format),
    }),
    venue: t.string({
      nullable: true,
      description: 'In which house or room, where known.',
      resolve: detail(({ venue }) => venue),
    }),
  }),
})
