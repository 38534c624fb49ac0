import { PUBLISHER_CORRECTION } from '../../../ingest/correction/publisher.ts'
import { Publisher, publisherLoader } from '../../source/publisher.ts'
import { declareCorrection } from './payload.ts'

declareCorrection({
  concept: 'publisher',
  type: Publisher,
  loader: publisherLoader,
  rules: PUBLISHER_CORRECTION,
  description:
    'a publisher: its name, homepage and owner. Publishers of one owner are one origin, so the certainty of events may change with it. Reports that name the earlier name create a publisher of that name again.',
  fields: (t) => ({
    name: t.string({ description: 'The name, which is unique.' }),
    homepage: t.field({ type: 'URL', description: 'The web page; null removes it.' }),
    owner: t.string({
      description: 'The name of the house that owns it, such as a media group or another publisher; null removes it.',
    }),
  }),
})
