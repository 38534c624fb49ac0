import { STORYLINE_CORRECTION } from '../../../ingest/correction/storyline.ts'
import { Storyline, storylineLoader } from '../../event/storyline.ts'
import { declareCorrection } from './payload.ts'

declareCorrection({
  concept: 'storyline',
  type: Storyline,
  loader: storylineLoader,
  rules: STORYLINE_CORRECTION,
  description:
    'a storyline: its title, summary and parent. Reports and feeds that name the earlier title create a storyline of that title again.',
  fields: (t) => ({
    title: t.string({ description: 'The title, which is unique.' }),
    summary: t.string({ description: 'A summary; null removes it.' }),
    parent: t.id({ description: 'The id of the larger storyline that contains it; null removes it.' }),
  }),
})
