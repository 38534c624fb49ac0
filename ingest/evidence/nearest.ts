import { UNSPACED_LETTER } from './whole-words.ts'

/** Words and numbers; in scripts without spaces between words, single characters. */
const WORDS = new RegExp(`${UNSPACED_LETTER}|[\\p{L}\\p{M}\\p{N}]+`, 'gu')

/** Passages with a smaller share of the words of the quote are not worth showing. */
const MIN_SHARED = 0.4

/** More passages than a refusal shows are not looked for. */
const MAX_PASSAGES = 50

interface Word {
  word: string
  index: number
  end: number
}

/** Finds passages of a text that are like quotes which it does not have. Its words are read once. */
export class NearestPassages {
  readonly #text: string
  readonly #words: readonly Word[]
  #passagesLeft = MAX_PASSAGES

  constructor(text: string) {
    this.#text = text
    this.#words = [...text.matchAll(WORDS)].map(({ 0: word, index }) => ({
      word: word.toLowerCase(),
      index,
      end: index + word.length,
    }))
  }

  /**
   * Finds the passage that shares most words with a quote. Takes time in proportion to the text.
   * @returns the passage as the text has it; undefined if no passage is alike, and after 50 passages
   */
  find(exact: string): string | undefined {
    if (this.#passagesLeft-- <= 0) return undefined
    const wanted = [...exact.toLowerCase().matchAll(WORDS)].map(([word]) => word)
    const missing = new Map<string, number>()
    for (const word of wanted) missing.set(word, (missing.get(word) ?? 0) + 1)
    let shared = 0
    let best = { score: 0, shared: 0, first: 0 }
    // The window has as many words as the quote. `missing` counts the words of the quote that it lacks, negative if it has
    // more of a word than the quote.
    for (const [last, { word }] of this.#words.entries()) {
      const lacking = missing.get(word)
      if (lacking !== undefined) {
        if (lacking > 0) shared++
        missing.set(word, lacking - 1)
      }
      const left = this.#words[last - wanted.length]?.word
      const surplus = left === undefined ? undefined : missing.get(left)
      if (left !== undefined && surplus !== undefined) {
        if (surplus >= 0) shared--
        missing.set(left, surplus + 1)
      }
      const first = Math.max(0, last - wanted.length + 1)
      // Of equally good passages, one that begins like the quote.
      const score = shared + (this.#words[first]?.word === wanted[0] ? 0.5 : 0)
      if (score > best.score) best = { score, shared, first }
    }
    const first = this.#words[best.first]
    const last = this.#words[Math.min(this.#words.length, best.first + wanted.length) - 1]
    return first && last && best.shared >= MIN_SHARED * wanted.length
      ? this.#text.slice(first.index, last.end)
      : undefined
  }
}
