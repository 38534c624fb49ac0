import { createHash } from 'node:crypto'
import { fromUUID, getSuffix, toUUID } from 'typeid-js'
import { v7 } from 'uuid'
import { normalizeUrl } from './url.ts'

/** A prefix names the concept, not the GraphQL type: all events have `evt_`, so that a corrected kind keeps the id. */
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

const CONCEPTS_BY_PREFIX = new Map<string, Concept>(
  (Object.entries(ID_PREFIXES) as [Concept, string][]).map(([concept, prefix]) => [prefix, concept]),
)

/** The public id of a row: a TypeID, `evt_01h455vb4pex5vsknk084sn02q` (https://github.com/jetify-com/typeid). */
export function toId(concept: Concept, uuid: string): string {
  return fromUUID(uuid, ID_PREFIXES[concept])
}

/**
 * Parses a public id.
 * @param id any text that a client sent as an id
 * @returns the concept and the UUID, or null if the text is not an id of Dateline
 */
export function parseId(id: string): { concept: Concept; uuid: string } | null {
  const concept = CONCEPTS_BY_PREFIX.get(id.slice(0, id.lastIndexOf('_')))
  if (concept === undefined) return null
  try {
    const uuid = toUUID(fromTypeId(id))
    return { concept, uuid }
  } catch {
    return null
  }
}

/** @throws {Error} if the alphabet or the length of the suffix is wrong */
function fromTypeId(id: string) {
  const typeId = id as Parameters<typeof toUUID>[0]
  getSuffix(typeId)
  return typeId
}

/** A new time-ordered UUID (version 7, RFC 9562). */
export function newUuid(): string {
  return v7()
}

/** The UUID of the article that was published at a URL, the same for all equivalent spellings: see `normalizeUrl`. */
export function articleIdOf(url: string): string {
  return deriveUuid(0, 'article', 'url', normalizeUrl(url))
}

/**
 * Derives a UUID (version 8, RFC 9562) from a time and texts. The same arguments always give the same UUID, so that a
 * row that is imported twice is stored once.
 * @param atMs milliseconds since 1970, the first bits of the UUID: rows that are close in time are close in an index.
 * It must be a value that is never corrected
 * @param parts the identity of the row, from the widest to the narrowest part: concept, dataset, number
 */
export function deriveUuid(atMs: number, ...parts: string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16)
  bytes.writeUIntBE(Math.max(0, atMs), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
