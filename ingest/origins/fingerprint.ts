import { UNSPACED_LETTER } from '../evidence/whole-words.ts'
import { hash32 } from './hash.ts'

/** How many hashes a fingerprint has at most: 8 kB. A text of about 2,000 words has more shingles than this. */
const MAX_HASHES = 2000

/** Texts with fewer shingles have no fingerprint: too little to tell a reprint from a coincidence. */
const MIN_HASHES = 8

/**
 * Two texts are one if at least this share of the shingles of the smaller is in the other. Fixed on the pairs in
 * test/ingest/evidence/pairs/development.json: reprints and trimmed reprints there share 0.77 or more, texts that were
 * written independently 0.13 or less.
 */
export const SAME_TEXT_OVERLAP = 0.3

const WORDS_PER_SHINGLE = 5
const CHARACTERS_PER_SHINGLE = 8
const WORDS = /[\p{L}\p{M}\p{N}]+/gu
const UNSPACED = new RegExp(UNSPACED_LETTER, 'gu')
const APOSTROPHES = /['’‘ʼ´`\u00AD\u200B]/g

/**
 * The fingerprint of a text: the hashes of its shingles (five consecutive words, or eight characters in scripts without
 * spaces between words), in ascending order. Case, typography, punctuation, line breaks and Unicode forms make no
 * difference. Of a long text the `MAX_HASHES` smallest hashes are kept; the text cannot be restored from them.
 * @returns null if the text is too short to be compared
 */
export function fingerprintOf(text: string): number[] | null {
  const hashes = new Set<number>()
  for (const shingle of shinglesOf(text.normalize('NFKC').toLowerCase().replaceAll(APOSTROPHES, ''))) {
    hashes.add(hash32(shingle))
  }
  if (hashes.size < MIN_HASHES) return null
  return [...Int32Array.from(hashes).toSorted().subarray(0, MAX_HASHES)]
}

/**
 * The share of the smaller of two sets of shingles that is in the other, estimated from fingerprints. If one is cut off
 * at `MAX_HASHES`, both are compared up to the largest hash that both of them would have kept.
 * @param a ascending
 * @param b ascending
 * @returns 0 to 1
 */
export function overlap(a: readonly number[], b: readonly number[]): number {
  const limit = Math.min(lastOfCutOff(a), lastOfCutOff(b))
  let [i, j, shared] = [0, 0, 0]
  for (;;) {
    const [left, right] = [a[i], b[j]]
    if (left === undefined || right === undefined || left > limit || right > limit) break
    if (left === right) shared++
    if (left <= right) i++
    if (right <= left) j++
  }
  const smaller = Math.min(countUpTo(a, limit), countUpTo(b, limit))
  return smaller === 0 ? 0 : shared / smaller
}

function* shinglesOf(text: string): Generator<string> {
  const units = unitsOf(text)
  for (let i = 0; i + units.size <= units.list.length; i++) yield units.list.slice(i, i + units.size).join(units.joint)
}

/** The words of a text, or its characters if most of its letters are of scripts without spaces. */
function unitsOf(text: string): { list: string[]; size: number; joint: string } {
  const words = text.match(WORDS) ?? []
  const letterCount = words.reduce((sum, word) => sum + word.length, 0)
  const isUnspaced = (text.match(UNSPACED)?.length ?? 0) * 2 > letterCount
  return isUnspaced
    ? { list: Array.from(words.join('')), size: CHARACTERS_PER_SHINGLE, joint: '' }
    : { list: words, size: WORDS_PER_SHINGLE, joint: ' ' }
}

function lastOfCutOff(hashes: readonly number[]): number {
  return hashes.length < MAX_HASHES ? Infinity : (hashes.at(-1) ?? Infinity)
}

function countUpTo(hashes: readonly number[], limit: number): number {
  return limit === Infinity ? hashes.length : hashes.filter((hash) => hash <= limit).length
}
