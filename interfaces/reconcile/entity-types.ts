/** What spreadsheets can be matched with. */
export type Concept = 'actor' | 'place' | 'event'

export interface EntityType {
  /** As `__typename` says. */
  id: string
  name: string
  concept: Concept
  /** The kinds of actors that it has; undefined for all. */
  kinds?: readonly string[]
}

/** The types, each with all that are more special after it. */
export const ENTITY_TYPES: readonly EntityType[] = [
  { id: 'Actor', name: 'Actor', concept: 'actor' },
  { id: 'Person', name: 'Person', concept: 'actor', kinds: ['PERSON'] },
  { id: 'State', name: 'State', concept: 'actor', kinds: ['STATE'] },
  { id: 'Organization', name: 'Organization', concept: 'actor', kinds: ['ORGANIZATION'] },
  { id: 'ArmedForce', name: 'Armed force', concept: 'actor', kinds: ['ARMED_FORCE'] },
  { id: 'Group', name: 'Group', concept: 'actor', kinds: ['GROUP'] },
  { id: 'Place', name: 'Place', concept: 'place' },
  { id: 'Event', name: 'Event', concept: 'event' },
]

/** Types as answers have them. */
export function referenceTo({ id, name }: EntityType): { id: string; name: string } {
  return { id, name }
}

/** Returns the type with an id; undefined if there is none. */
export function typeWithId(id: string): EntityType | undefined {
  return ENTITY_TYPES.find((type) => type.id === id)
}

/** The type of a stored object by its `__typename`. Every kind of event is an event. */
export function typeOf(typeName: string, concept: Concept): EntityType {
  const type = typeWithId(typeName) ?? ENTITY_TYPES.find((each) => each.concept === concept)
  if (!type) throw new Error(`No type has the concept ${concept}.`)
  return type
}

export interface Property {
  id: string
  name: string
  concepts: readonly Concept[]
  /** Whether a query can have it. */
  isCondition: boolean
}

/** What a query can say of an entity beside its name, and what can be read of it. */
export const PROPERTIES: readonly Property[] = [
  { id: 'country', name: 'Country (ISO 3166-1)', concepts: ['actor', 'place', 'event'], isCondition: true },
  { id: 'occurred', name: 'Time (EDTF)', concepts: ['event'], isCondition: true },
  { id: 'kind', name: 'Kind', concepts: ['actor', 'place', 'event'], isCondition: true },
  { id: 'description', name: 'Description', concepts: ['actor', 'event'], isCondition: false },
  { id: 'latitude', name: 'Latitude', concepts: ['place'], isCondition: false },
  { id: 'longitude', name: 'Longitude', concepts: ['place'], isCondition: false },
  { id: 'wikidata', name: 'Wikidata', concepts: ['actor', 'place'], isCondition: false },
  { id: 'certainty', name: 'Certainty', concepts: ['event'], isCondition: false },
  { id: 'place', name: 'Place', concepts: ['event'], isCondition: false },
]
