import { PLACES } from './entities.ts'

export function byKey<Entity extends { key: string }>(entities: readonly Entity[], key: string): Entity {
  const entity = entities.find((candidate) => candidate.key === key)
  if (!entity) throw new Error(`There is no entity ${key}.`)
  return entity
}

/** The place with a key. */
export function placeOf(key: string) {
  return byKey(PLACES, key)
}

/** The keys of a place and of all places that contain it. */
export function around(key: string | null): string[] {
  if (key === null) return []
  const parents = (placeOf(key).parents ?? []).filter(({ kind }) => kind === 'PART_OF')
  return [...new Set([key, ...parents.flatMap(({ place }) => around(place))])]
}
