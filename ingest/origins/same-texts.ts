import { overlap, SAME_TEXT_OVERLAP } from './fingerprint.ts'

/** So many of the smallest hashes of a text are looked up to find candidates: one of two equal texts shares dozens. */
const PROBES = 64

/**
 * Calls a function with each pair of texts that are one text, by the numbers of their fingerprints. Only texts that
 * share some of their smallest hashes are compared, so that the work does not grow with the square of their number.
 * @param areJoined whether the texts of two numbers need not be compared
 */
export function joinSameTexts(
  fingerprints: readonly (readonly number[])[],
  areJoined: (a: number, b: number) => boolean,
  join: (a: number, b: number) => void,
): void {
  const textsByHash = new Map<number, number[]>()
  for (const [text, hashes] of fingerprints.entries()) {
    for (const hash of hashes) {
      const texts = textsByHash.get(hash)
      if (texts === undefined) textsByHash.set(hash, [text])
      else texts.push(text)
    }
  }
  for (const [text, hashes] of fingerprints.entries()) {
    const compared = new Set([text])
    for (const hash of hashes.slice(0, PROBES)) {
      for (const other of textsByHash.get(hash) ?? []) {
        if (compared.has(other)) continue
        compared.add(other)
        if (!areJoined(text, other) && overlap(hashes, fingerprints[other] ?? []) >= SAME_TEXT_OVERLAP) {
          join(text, other)
        }
      }
    }
  }
}
