import type { SPEECH_ACTS } from '../../../database/tables/kinds/statement.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'

const SpeechAct = enumType<(typeof SPEECH_ACTS)[number]>('SpeechAct', 'The speech act of a statement.', {
  SAY: 'A plain statement (CAMEO 010).',
  CONCERN: 'The speaker expresses concern.',
  DENY: 'The speaker denies something (CAMEO 015).',
  CONFIRM: 'The speaker confirms or endorses something (CAMEO 051).',
  PRAISE: 'The speaker praises someone or something (CAMEO 051, 052).',
})

export const statement = eventKind('STATEMENT', 'Statement', {
  description: 'A public statement (CAMEO 01x, 051-053, 055, 056).',
  plural: 'statements',
  fields: (t, detail) => ({
    speakers: inRoles(t, ['SPEAKER', 'SPOKESPERSON'], 'The speakers, and their spokespersons.'),
    speechAct: t.field({
      type: SpeechAct,
      nullable: true,
      description: 'The speech act; null if it is none of these.',
      resolve: detail(({ speechAct }) => speechAct),
    }),
    channel: t.string({
      nullable: true,
      description: 'The channel of publication, such as a written statement; null if not stated.',
      resolve: detail(({ channel }) => channel),
    }),
  }),
})
