import type { SPEECH_ACTS } from '../../../database/tables/kinds/statement.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const SpeechAct = enumType<(typeof SPEECH_ACTS)[number]>('SpeechAct', 'What is done by saying it.', {
  SAY: 'Something is said, and no more (CAMEO 010).',
  CONCERN: 'Concern is expressed.',
  DENY: 'Something is denied (CAMEO 015).',
  CONFIRM: 'Something is confirmed or endorsed (CAMEO 051).',
  PRAISE: 'Somebody or something is praised (CAMEO 051, 052).',
})

export const statement = eventKind('STATEMENT', 'Statement', {
  description: 'Something said in public (CAMEO 01x, 051-053, 055, 056).',
  plural: 'statements',
  fields: (t, detail) => ({
    speakers: inRoles(t, ['SPEAKER', 'SPOKESPERSON'], 'Who says it, and who utters it for them.'),
    speechAct: t.field({
      type: SpeechAct,
      nullable: true,
      description: 'What is done by saying it; null where it is none of these.',
      resolve: detail(({ speechAct }) => speechAct),
    }),
    channel: t.string({
      nullable: true,
      description: 'By which way it was made public, such as a written statement, where known.',
      resolve: detail(({ channel }) => channel),
    }),
  }),
})
