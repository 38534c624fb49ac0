import { createHash } from 'node:crypto'
import { getSuffix, toUUID } from 'typeid-js'
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
  return `${ID_PREFIXES[concept]}_${suffixOf(uuid)}`
}

const BASE32 = Uint8Array.from('0123456789abcdefghjkmnpqrstvwxyz', (digit) => digit.charCodeAt(0))
/** The digits of one id at a time: texts of every length on the way to it would be twenty times as much garbage. */
const digits = Buffer.alloc(26)

/** The UUID in base 32, as a TypeID has it: straight from its text, because a page has hundreds of ids. */
function suffixOf(uuid: string): string {
  let digitCount = 0
  let bits = 0
  // 26 digits of 5 bits have two bits more than a UUID: zeros in front.
  let bitCount = 2
  for (let i = 0; i < uuid.length; i++) {
    const code = uuid.charCodeAt(i)
    if (code === HYPHEN) continue
    bits = (bits << 4) | (code <= NINE ? code - ZERO : (code | LOWER_CASE) - TEN_AS_LETTER)
    bitCount += 4
    if (bitCount < 5) continue
    bitCount -= 5
    digits[digitCount++] = BASE32[bits >> bitCount] ?? 0
    bits &= (1 << bitCount) - 1
  }
  return digits.toString('latin1')
}

const [HYPHEN, ZERO, NINE] = [0x2d, 0x30, 0x39]
/** The bit in which a lower-case letter differs from the upper-case one, and the code of `a` less 10. */
const [LOWER_CASE, TEN_AS_LETTER] = [0x20, 0x61 - 10]

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

/** The concepts whose objects have earlier states. Their ids can name a moment. */
const VERSIONED: ReadonlySet<Concept> = new Set(['event', 'claim'])

/** @returns whether the objects of a concept have earlier states, which an id with a moment names */
export function isVersioned(concept: Concept): boolean {
  return VERSIONED.has(concept)
}

/**
 * Splits an id with a moment, `evt_01h455vb4pex5vsknk084sn02q@2026-11-24T12:00:00.000Z`, at its first `@`.
 * @returns the id of the object, and the moment as it is written; undefined if the id names none
 */
export function splitMoment(id: string): { plainId: string; moment: string | undefined } {
  const at = id.indexOf('@')
  return at < 0 ? { plainId: id, moment: undefined } : { plainId: id.slice(0, at), moment: id.slice(at + 1) }
}

/** @returns the plain id, if a text is an id of this concept with a moment; otherwise undefined */
export function plainIdOf(concept: Concept, id: string): string | undefined {
  const { plainId, moment } = splitMoment(id)
  return moment !== undefined && parseId(plainId)?.concept === concept ? plainId : undefined
}

/** @returns the id of an object at a moment (RFC 3339, UTC, milliseconds); the plain id if the moment is undefined */
export function withMoment(plainId: string, moment: string | undefined): string {
  return moment === undefined ? plainId : `${plainId}@${moment}`
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
