import { createHash } from 'node:crypto'
import { fromUUID, getSuffix, toUUID } from 'typeid-js'
import { v7 } from 'uuid'

/** The prefix names the concept, never the type: every kind of event is `evt_`, so a correction of its kind changes no id. */
export const ID_PREFIXES = {
  actor: 'act',
  article: 'art',
  claim: 'clm',
  dataset: 'dst',
  event: 'evt',
  office: 'off',
  place: 'plc',
  publisher: 'pub',
  storyline: 'sto',
} as const

export type Concept = keyof typeof ID_PREFIXES

const CONCEPTS = new Map<string, Concept>(
  (Object.entries(ID_PREFIXES) as [Concept, string][]).map(([concept, prefix]) => [prefix, concept]),
)

/**
 * The public id of a row: a TypeID, `evt_01h455vb4pex5vsknk084sn02q` (https://github.com/jetify-com/typeid).
 * @param concept what the row is
 * @param uuid its primary key
 */
export function toId(concept: Concept, uuid: string): string {
  return fromUUID(uuid, ID_PREFIXES[concept])
}

/**
 * Reads a public id.
 * @param id anything that a client sent as an id
 * @returns what it names and its UUID, or null where it is not one of ours
 */
export function parseId(id: string): { concept: Concept; uuid: string } | null {
  const concept = CONCEPTS.get(id.slice(0, id.lastIndexOf('_')))
  if (concept === undefined) return null
  try {
    const uuid = toUUID(fromTypeId(id))
    return { concept, uuid }
  } catch {
    return null
  }
}

/** typeid-js brands its strings; its own reader checks the alphabet and the length of the suffix. */
function fromTypeId(id: string) {
  const typeId = id as Parameters<typeof toUUID>[0]
  getSuffix(typeId)
  return typeId
}

/** A new time-ordered UUID (version 7, RFC 9562). */
export function newUuid(): string {
  return v7()
}

/** The UUID of the article that was published at an address. */
export function articleIdOf(url: string): string {
  return deriveUuid(0, 'article', 'url', url)
}

/**
 * The same UUID for the same parts, always (version 8, RFC 9562): what is read twice is stored once.
 * @param at milliseconds since 1970 that lead the id, so that neighbours in time stay together; pass only what is never corrected
 * @param parts what the row is, from the widest to the narrowest: its concept, dataset, number
 */
export function deriveUuid(at: number, ...parts: string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16)
  bytes.writeUIntBE(Math.max(0, at), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
