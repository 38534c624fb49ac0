const FNV_OFFSET = 0x811c_9dc5
const FNV_PRIME = 0x0100_0193

/**
 * Hashes a text to a signed 32-bit integer, which PostgreSQL's `integer` holds: FNV-1a, then the finalizer of
 * MurmurHash3, so that the smallest hashes of a set are a random sample of it. The hashes are stored: a change of this
 * function makes stored fingerprints incomparable with new ones.
 */
export function hash32(text: string): number {
  let hash = FNV_OFFSET
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    hash = Math.imul(hash ^ (unit & 0xff), FNV_PRIME)
    hash = Math.imul(hash ^ (unit >>> 8), FNV_PRIME)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
