import { PLACE_CORRECTION } from '../../../ingest/correction/place.ts'
import { Place, PlaceKind, placeLoader } from '../../entity/place.ts'
import { listField } from './list-input.ts'
import { declareCorrection } from './payload.ts'

declareCorrection({
  concept: 'place',
  type: Place,
  loader: placeLoader,
  rules: PLACE_CORRECTION,
  description:
    'a place: its kind, name, coordinates, other names, external ids and parents. The countries and the search texts of the events there follow. Reports no longer match the place by a name that was corrected, unless the name is added to `names`.',
  fields: (t) => ({
    kind: t.field({ type: PlaceKind, description: 'The kind of the place.' }),
    name: t.string({ description: 'The main name.' }),
    latitude: t.float({ description: 'The latitude of the centre in degrees north (WGS 84); null removes it.' }),
    longitude: t.float({ description: 'The longitude of the centre in degrees east (WGS 84); null removes it.' }),
    names: listField(t, 'names'),
    externalIds: listField(t, 'externalIds'),
    parents: listField(t, 'parents'),
  }),
})
