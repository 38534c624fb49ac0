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
import { LOAD_ORDER, rowBy, rowsBy } from '../loaders/loader.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { findByHandle } from './find-by-name.ts'
import { Merge, followMerge } from './merged-into.ts'
import { ExternalId, ExternalIdBy, Name } from './name.ts'

export const PlaceKind = enumType('PlaceKind', 'What sort of place it is.', {
  COUNTRY: 'A country (ISO 3166-1).',
  ADM1: 'A first-order division of a country.',
  ADM2: 'A second-order division of a country.',
  SETTLEMENT: 'A city, town or village.',
  SITE: 'A spot: a building, a base, a bridge.',
  DISPUTED_REGION: 'A region whose belonging is disputed; several edges may speak of it, or none.',
  LINEAR_FEATURE: 'A line, such as a front, a border or a road.',
  WATER: 'A water.',
  AIRSPACE: 'An airspace.',
})

const PlaceEdgeKind = enumType('PlaceEdgeKind', 'How one place belongs to another.', {
  PART_OF: 'It lies within the other.',
  ADMINISTERED_BY: 'The other runs it.',
  CLAIMED_BY: 'The other lays claim to it.',
})

export const Place = builder.objectRef<PlaceRow>('Place')

export const placeLoader = rowBy(LOAD_ORDER.PLACE, places, places.id)
const namesOfPlace = rowsBy(LOAD_ORDER.PART_OF_PLACE, placeNames, placeNames.placeId, [
  placeNames.kind,
  placeNames.name,
])
const idsOfPlace = rowsBy(LOAD_ORDER.PART_OF_PLACE, placeExternalIds, placeExternalIds.placeId, [
  placeExternalIds.scheme,
  placeExternalIds.value,
])
const parentsOfPlace = rowsBy(LOAD_ORDER.PART_OF_PLACE, placeParents, placeParents.placeId, [
  placeParents.kind,
  placeParents.id,
])

const PlaceParent = builder.objectRef<PlaceParentRow>('PlaceParent').implement({
  description: 'That one place belongs to another, in some way and for some time.',
  fields: (t) => ({
    kind: t.expose('kind', { type: PlaceEdgeKind, description: 'In which way.' }),
    place: t.field({
      type: Place,
      description: 'The place that it belongs to.',
      resolve: async ({ parentId }, _args, context) => (await placeLoader(context).load(parentId))!,
    }),
    from: t.expose('validFrom', { type: 'Date', nullable: true, description: 'The first day, where known.' }),
    until: t.expose('validUntil', {
      type: 'Date',
      nullable: true,
      description: 'The day on which it ended, itself not included; null where it lasts or is not known.',
    }),
  }),
})

Place.implement({
  description: 'Somewhere that events happen.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('place')),
    name: t.exposeString('name', { description: 'The name that is shown first.' }),
    kind: t.expose('kind', { type: PlaceKind, description: 'What sort of place it is.' }),
    names: t.field({
      type: [Name],
      description: 'Its other names.',
      resolve: ({ id }, _args, context) => namesOfPlace(context).load(id),
    }),
    externalIds: t.field({
      type: [ExternalId],
      description: 'What other catalogues call it.',
      resolve: ({ id }, _args, context) => idsOfPlace(context).load(id),
    }),
    latitude: t.exposeFloat('latitude', {
      nullable: true,
      description: 'Degrees north of its centre (WGS 84), where known.',
    }),
    longitude: t.exposeFloat('longitude', {
      nullable: true,
      description: 'Degrees east of its centre (WGS 84), where known.',
    }),
    version: t.exposeInt('version', {
      description: 'Raised whenever it is merged, or another into it; to be given to those who merge it.',
    }),
    mergedInto: t.field({
      type: Place,
      nullable: true,
      description: 'The place that it was found to be the same as, which stands for it in the end.',
      resolve: (place, _args, context) => followMerge(place, placeLoader(context)),
    }),
    merger: t.field({
      type: Merge,
      nullable: true,
      description: 'Why, by whom and when it was merged; null where it was not.',
      resolve: (place) => (place.mergedIntoId === null ? null : place),
    }),
    parents: t.field({
      type: [PlaceParent],
      description: 'To which places it belongs, and how.',
      resolve: ({ id }, _args, context) => parentsOfPlace(context).load(id),
    }),
  }),
})

registerNode('place', placeLoader, () => 'Place')
registerEntity(Place, 'place', placeLoader)

const NAMED = {
  table: places,
  names: placeNames,
  of: placeNames.placeId,
  ids: placeExternalIds,
  idOf: placeExternalIds.placeId,
}

const PlaceBy = builder.inputType('PlaceBy', {
  description: 'One place, by one of its handles.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Its id.' }),
    externalId: t.field({ type: ExternalIdBy, description: 'What another catalogue calls it.' }),
    name: t.string({ description: 'Any of its names, exactly; null is answered where several places bear it.' }),
  }),
})

builder.queryFields((t) => ({
  place: t.field({
    type: Place,
    nullable: true,
    description: 'One place, or null where none answers to the handle.',
    args: { by: t.arg({ type: PlaceBy, required: true, description: 'The handle.' }) },
    resolve: async (_root, { by }, context) => {
      if (by.id) return placeLoader(context).load(uuidOf('place', by.id))
      const id = await findByHandle(context.db, NAMED, by)
      return id ? placeLoader(context).load(id) : null
    },
  }),
}))
