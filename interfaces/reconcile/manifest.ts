import { ENTITY_TYPES, PROPERTIES, referenceTo, type EntityType, type Property } from './entity-types.ts'
import { BATCH_SIZE } from './parse-queries.ts'

/** Where the parts of the interface are served. */
export const RECONCILE_PATH = '/reconcile'
export const PREVIEW_PATH = `${RECONCILE_PATH}/preview`
/** Leads to the page of an object, whose address depends on its type: a client knows one address for all. */
export const VIEW_PATH = `${RECONCILE_PATH}/view`
export const SUGGEST_PATH = `${RECONCILE_PATH}/suggest`

const PREVIEW_SIZE = { width: 420, height: 260 }

/**
 * Describes the interface to its clients, by the Reconciliation Service API 0.2 of the W3C Community Group.
 * @param base the address of the service, such as `https://dateline.example`
 * @param viewPath the path of what people read about an object: one of the two that have its id as a parameter
 */
export function manifestOf(base: string, viewPath: typeof VIEW_PATH | typeof PREVIEW_PATH): object {
  const suggest = (name: string) => ({ service_url: base, service_path: `${SUGGEST_PATH}/${name}` })
  return {
    versions: ['0.1', '0.2'],
    name: 'Dateline',
    identifierSpace: `${base}/reconcile/entity/`,
    schemaSpace: `${base}/reconcile/type/`,
    defaultTypes: ENTITY_TYPES.map(referenceTo),
    batchSize: BATCH_SIZE,
    view: { url: `${base}${viewPath}?id={{id}}` },
    preview: { url: `${base}${PREVIEW_PATH}?id={{id}}`, ...PREVIEW_SIZE },
    suggest: { entity: suggest('entity'), type: suggest('type'), property: suggest('property') },
    extend: { propose_properties: { service_url: base, service_path: `${RECONCILE_PATH}/properties` } },
  }
}

/** Returns the types or properties whose name or id has a text. */
export function suggestFrom(list: readonly (EntityType | Property)[], prefix: string): object {
  const text = prefix.trim().toLowerCase()
  const found = list.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(text))
  return { result: found.map(({ id, name }) => ({ id, name })) }
}

/** Returns the properties that can be read of entities of a type. */
export function proposeProperties(type: EntityType | undefined): object {
  const properties = PROPERTIES.filter(({ concepts }) => !type || concepts.includes(type.concept))
  return { ...(type && { type: type.id }), properties: properties.map(({ id, name }) => ({ id, name })) }
}
