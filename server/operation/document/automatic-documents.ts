/** Of all kept texts. */
const MAX_BYTES = 4 * 1024 * 1024
/** What an entry weighs besides its text. */
const BYTES_PER_ENTRY = 400

/**
 * The documents that clients have registered by their digests, from the one that was used longest ago to the latest. Any
 * client can register many, so that they are bounded by their weight; one that was dropped is sent again.
 */
export class AutomaticDocuments {
  readonly #maxBytes: number
  readonly #texts = new Map<string, string>()
  #totalBytes = 0

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes
  }

  get(sha256: string): string | undefined {
    const text = this.#texts.get(sha256)
    if (text !== undefined) {
      this.#texts.delete(sha256)
      this.#texts.set(sha256, text)
    }
    return text
  }

  add(sha256: string, text: string): void {
    const bytes = bytesOf(text)
    if (bytes > this.#maxBytes || this.#texts.has(sha256)) return
    for (const [oldest, dropped] of this.#texts) {
      if (this.#totalBytes + bytes <= this.#maxBytes) break
      this.#texts.delete(oldest)
      this.#totalBytes -= bytesOf(dropped)
    }
    this.#texts.set(sha256, text)
    this.#totalBytes += bytes
  }
}

function bytesOf(text: string): number {
  return 2 * text.length + BYTES_PER_ENTRY
}
