import type { SPEECH_ACTS } from '../../../database/tables/kinds/statement.ts'
import { enumType } from '../../builder/enum-type.ts'
import { eventKind, inRoles } from '../kind.ts'
import { describeDetail, describeKind } from '../source-codes.ts'

const SpeechAct = enumType<(typeof SPEECH_ACTS)[number]>('SpeechAct', 'The speech act of a statement.', {
  SAY: describeDetail('STATEMENT', 'speechAct', 'SAY', 'A plain statement'),
  CONCERN: describeDetail('STATEMENT', 'speechAct', 'CONCERN', 'The speaker expresses concern or empathy'),
  DENY: describeDetail('STATEMENT', 'speechAct', 'DENY', 'The speaker denies something'),
  CONFIRM: describeDetail('STATEMENT', 'speechAct', 'CONFIRM', 'The speaker acknowledges or confirms something'),
  PRAISE: describeDetail('STATEMENT', 'speechAct', 'PRAISE', 'The speaker praises or endorses someone or something'),
})

export const statement = eventKind('STATEMENT', 'Statement', {
  description: describeKind('STATEMENT', 'A public statement'),
  plural: 'statements',
  fields: (t, detail) => ({
    speakers: inRoles(t, ['SPEAKER', 'SPOKESPERSON'], 'The speakers, and their spokespersons.'),
    speechAct: t.field({
      type: SpeechAct,
      nullable: true,
      description: 'The speech act; null if it is none of these.',
      ...detail(({ speechAct }) => speechAct),
    }),
    channel: t.string({
      nullable: true,
      description: 'The channel of publication, such as a written statement; null if not stated.',
      ...detail(({ channel }) => channel),
    }),
  }),
})
