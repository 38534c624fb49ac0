import type { Batch } from './batches.ts'

/** The rows of a batch without those that the file had before. */
export interface UniqueRows extends Pick<Batch, 'eventRows' | 'mentionRows'> {
  /** The number of rows that were left out. */
  repeatedCount: number
  /** The number of rows with the number of an earlier row but other values. */
  contradictingCount: number
}

/** Finds the rows that are repeated in a file. Of rows with one number but other values the last one counts. */
export class RepeatedRows {
  readonly #digests = new DigestTable()

  /** @param batch the next rows of the file */
  removeFrom({ eventRows, mentionRows }: Pick<Batch, 'eventRows' | 'mentionRows'>): UniqueRows {
    let contradictingCount = 0
    const lastRows = new Map<number, (typeof eventRows)[number]>()
    for (const row of eventRows) {
      const digest = digestToInteger(row.digest, MAX_DIGEST)
      const earlier = this.#digests.get(row.rowNumber)
      if (earlier === digest) continue
      if (earlier !== undefined) contradictingCount++
      this.#digests.set(row.rowNumber, digest)
      // The later row takes the place of the earlier one at the end of the order.
      lastRows.delete(row.rowNumber)
      lastRows.set(row.rowNumber, row)
    }
    const uniqueMentions = mentionRows.filter(({ digest }) => {
      const key = digestToInteger(digest, Number.MAX_SAFE_INTEGER)
      if (this.#digests.get(key) !== undefined) return false
      this.#digests.set(key, 1)
      return true
    })
    const repeatedCount = eventRows.length + mentionRows.length - lastRows.size - uniqueMentions.length
    return { eventRows: [...lastRows.values()], mentionRows: uniqueMentions, repeatedCount, contradictingCount }
  }
}

const MAX_DIGEST = 0xffff_ffff

/**
 * An integer from 1 to `max`, which differs for other digests almost surely.
 * @param digest in base64url
 */
function digestToInteger(digest: string, max: number): number {
  const bytes = Buffer.from(digest, 'base64url')
  return 1 + Number(bytes.readBigUInt64BE(0) % BigInt(max))
}

/**
 * A map from safe integers to integers of 32 bits. Its entries are outside of the heap and take 24 bytes, because a file
 * can have millions of rows.
 */
class DigestTable {
  #size = 0
  #keys = new Float64Array(1024).fill(-1)
  #values = new Uint32Array(1024)

  get(key: number): number | undefined {
    const slot = this.#slotOf(key)
    return this.#keys[slot] === key ? this.#values[slot] : undefined
  }

  set(key: number, value: number): void {
    const slot = this.#slotOf(key)
    if (this.#keys[slot] !== key) this.#size++
    this.#keys[slot] = key
    this.#values[slot] = value
    if (this.#size * 2 > this.#keys.length) this.#grow()
  }

  /** The slot of a key, or the free slot for it. */
  #slotOf(key: number): number {
    const mask = this.#keys.length - 1
    let slot = Math.imul(key ^ Math.floor(key / 0x1_0000_0000), 0x9e37_79b1) & mask
    while (this.#keys[slot] !== -1 && this.#keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values]
    this.#keys = new Float64Array(keys.length * 2).fill(-1)
    this.#values = new Uint32Array(values.length * 2)
    for (const [n, key] of keys.entries()) {
      if (key === -1) continue
      const slot = this.#slotOf(key)
      this.#keys[slot] = key
      this.#values[slot] = values[n] ?? 0
    }
  }
}
