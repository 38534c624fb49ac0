import { OFFICE_CORRECTION } from '../../../ingest/correction/office.ts'
import { Office, officeLoader } from '../../entity/office.ts'
import { declareCorrection } from './payload.ts'

declareCorrection({
  concept: 'office',
  type: Office,
  loader: officeLoader,
  rules: OFFICE_CORRECTION,
  description: 'an office: its title, organization and place. The tenures of a person are corrected by `correctActor`.',
  fields: (t) => ({
    title: t.string({ description: 'The title of the holder.' }),
    organization: t.id({
      description: 'The id of the state or organization that the office belongs to; null removes it.',
    }),
    place: t.id({ description: 'The id of the place for which the office is responsible; null removes it.' }),
  }),
})
