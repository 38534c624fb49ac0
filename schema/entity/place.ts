import { PLACE_TABLES } from '../../database/tables/entities.ts'
import {
  placeExternalIds,
  placeNames,
  placeParents,
  places,
  type PlaceParentRow,
  type PlaceRow,
} from '../../database/tables/place.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { LOAD_ORDER, rowBy, rowsBy, sharedByMoments } from '../loaders/loader.ts'
import { referenced, related } from '../prefetch/relation.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode } from '../relay/node.ts'
import { declareFindByHandle } from './find-by-handle.ts'
import { mergeTarget, Merge, mergeOf } from './merged-into.ts'
import { ExternalId, Name } from './name.ts'

export const PlaceKind = enumType('PlaceKind', 'The kind of a place.', {
  COUNTRY: 'A country (ISO 3166-1).',
  ADM1: 'A first-order administrative division of a country.',
  ADM2: 'A second-order administrative division of a country.',
  SETTLEMENT: 'A city, town or village.',
  SITE: 'A site, such as a building, a base or a bridge.',
  DISPUTED_REGION: 'A region whose status is disputed. It can have several parents or none.',
  LINEAR_FEATURE: 'A linear feature, such as a front line, a border or a road.',
  WATER: 'A body of water.',
  AIRSPACE: 'An airspace.',
})

const PlaceEdgeKind = enumType('PlaceEdgeKind', 'The kind of a relation from a place to its parent.', {
  PART_OF: 'The place lies within the parent.',
  ADMINISTERED_BY: 'The parent administers the place.',
  CLAIMED_BY: 'The parent claims the place.',
})

export const Place = builder.objectRef<PlaceRow>('Place')

export const placeLoader = sharedByMoments(rowBy(LOAD_ORDER.PLACE, places, places.id))
const namesOfPlace = rowsBy(LOAD_ORDER.PART_OF_PLACE, placeNames, placeNames.placeId, [
  placeNames.kind,
  placeNames.name,
])
export const idsOfPlace = rowsBy(LOAD_ORDER.PART_OF_PLACE, placeExternalIds, placeExternalIds.placeId, [
  placeExternalIds.scheme,
  placeExternalIds.value,
])
const parentsOfPlace = rowsBy(LOAD_ORDER.PART_OF_PLACE, placeParents, placeParents.placeId, [
  placeParents.kind,
  placeParents.id,
])

const PlaceParent = builder.objectRef<PlaceParentRow>('PlaceParent').implement({
  description: 'The relation of a place to a parent, with its period.',
  fields: (t) => ({
    kind: t.expose('kind', { type: PlaceEdgeKind, description: 'The kind of the relation.' }),
    place: t.field({
      type: Place,
      description: 'The parent.',
      ...referenced(placeLoader, 'parentId'),
    }),
    from: t.expose('validFrom', { type: 'Date', nullable: true, description: 'The first day; null if unknown.' }),
    until: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'The day after the last day; null if it has not ended or the day is unknown.',
    }),
  }),
})

Place.implement({
  description: 'A place where events happen.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('place')),
    name: t.exposeString('name', { description: 'The main name.' }),
    kind: t.expose('kind', { type: PlaceKind, description: 'The kind of the place.' }),
    names: t.field({
      type: [Name],
      description: 'The other names.',
      ...related(namesOfPlace, 'id'),
    }),
    externalIds: t.field({
      type: [ExternalId],
      description: 'The identifiers of the place in other catalogues.',
      ...related(idsOfPlace, 'id'),
    }),
    latitude: t.exposeFloat('latitude', {
      nullable: true,
      description: 'The latitude of the centre in degrees north (WGS 84); null if unknown.',
    }),
    longitude: t.exposeFloat('longitude', {
      nullable: true,
      description: 'The longitude of the centre in degrees east (WGS 84); null if unknown.',
    }),
    version: t.exposeInt('version', {
      description:
        'The version, increased by each correction, merge and split. Writes require it as the expected version.',
    }),
    mergedInto: t.field({
      type: Place,
      nullable: true,
      description: 'The place it was merged into (the final target); null if it was not merged.',
      ...mergeTarget(placeLoader),
    }),
    merge: t.field({
      type: Merge,
      nullable: true,
      description: 'The reason, the author and the time of its merge into another place; null if it was not merged.',
      resolve: mergeOf,
    }),
    parents: t.field({
      type: [PlaceParent],
      description: 'The places that it belongs to.',
      ...related(parentsOfPlace, 'id'),
    }),
  }),
})

registerNode('place', placeLoader, () => 'Place')
registerEntity(Place, 'place', placeLoader)

declareFindByHandle(PLACE_TABLES, Place, placeLoader)
