import type { Chance } from '../random.ts'

/** The fate of a quote, by the edits alone. */
type Fate = 'FOUND' | 'MOVED' | 'LOST'

interface EditedQuote {
  exact: string
  start: number
  end: number
  /** The fate in the edited text. */
  fate: Fate
}

/** A text, what an editor made of it, and the quotes of the first text. */
export interface EditedArticle {
  script: string
  before: string
  after: string
  quotes: EditedQuote[]
}

/** The letters of words, what stands between words, and the end of a sentence. */
interface Script {
  letters: string
  space: string
  stop: string
}

const SCRIPTS: Record<string, Script> = {
  Latin: { letters: 'abcdefghilmnoprstuväéø', space: ' ', stop: '. ' },
  Cyrillic: { letters: 'абвгдежзийклмнопрстуя', space: ' ', stop: '. ' },
  Greek: { letters: 'αβγδεζηθικλμνξοπρστω', space: ' ', stop: '. ' },
  Armenian: { letters: 'աբգդեզէթժիլխծկհձղմյն', space: ' ', stop: '։ ' },
  Arabic: { letters: 'ابتثجحدرسشصطعفقكلمنو', space: ' ', stop: '. ' },
  Hebrew: { letters: 'אבגדהוזחטיכלמנסעפצקר', space: ' ', stop: '. ' },
  Devanagari: { letters: 'कखगघचछजटडतदनपबमयरलवस', space: ' ', stop: '। ' },
  Georgian: { letters: 'აბგდევზთიკლმნოპჟრსტუ', space: ' ', stop: '. ' },
  Han: { letters: '海明河天地人口手山水火木金土日月星雨風雲', space: '', stop: '。' },
  Thai: { letters: 'กขคงจชซดตถทนบปพมยรลว', space: '', stop: ' ' },
}

/** A sentence in three parts. The quote is intact as long as its words are. */
interface Sentence {
  /** The sentence of the first text that it comes from; undefined if it is new. */
  origin: number | undefined
  lead: string
  quote: string
  rest: string
}

/** Makes articles with random words, so that no words occur twice by chance, and edits them. */
export class ArticleEditor {
  readonly #chance: Chance
  readonly #script: Script
  readonly #name: string

  constructor(chance: Chance) {
    this.#chance = chance
    this.#name = chance.of(Object.keys(SCRIPTS))
    this.#script = SCRIPTS[this.#name] as Script
  }

  article(): EditedArticle {
    const sentences = Array.from({ length: 5 + this.#chance.below(6) }, (_, origin) => this.#sentence(origin))
    const edited = sentences.map((sentence) => ({ ...sentence }))
    const edits = 1 + this.#chance.below(5)
    for (let i = 0; i < edits; i++) this.#edit(edited)
    const before = this.#place(sentences)
    const after = this.#place(edited)
    const quotes = sentences.map(({ quote }, origin): EditedQuote => {
      const [{ start, end } = { start: 0, end: 0 }] = before.places.filter((place) => place.origin === origin)
      // Its words, typographic variants included, are wherever a descendant of its sentence has kept them.
      const kept = after.places.filter((place) => place.origin === origin && plain(place.quote) === plain(quote))
      const isInPlace = kept.some((place) => place.start === start && place.end === end)
      return { exact: quote, start, end, fate: isInPlace ? 'FOUND' : kept.length > 0 ? 'MOVED' : 'LOST' }
    })
    return { script: this.#name, before: before.text, after: after.text, quotes }
  }

  #edit(sentences: Sentence[]): void {
    const chance = this.#chance
    const at = chance.below(sentences.length)
    const sentence = sentences[at]
    if (sentence === undefined) return
    chance.of([
      () => sentences.splice(at, 0, this.#sentence(undefined)),
      () => sentences.splice(at, 1),
      () => sentences.splice(at, 1, this.#sentence(undefined)),
      () => sentences.splice(chance.below(sentences.length), 0, ...sentences.splice(at, 1)),
      () => sentences.splice(chance.below(sentences.length + 1), 0, { ...sentence }),
      () => Object.assign(sentence, { lead: this.#words(2) }),
      // As long as it was: what follows stays in place.
      () => Object.assign(sentence, { rest: lettersOf(sentence.rest).toReversed().join('') }),
      () => Object.assign(sentence, { quote: this.#changed(sentence.quote) }),
      () => Object.assign(sentence, { quote: sentence.quote.replace('"', '“').replace('"', '”').replace("'", '’') }),
      () => Object.assign(sentence, { quote: sentence.quote.replace('...', '…') }),
    ])()
  }

  #sentence(origin: number | undefined): Sentence {
    const quote = this.#words(4)
    const mark = this.#chance.of(['', '', '"', "'", '...'])
    const middle = this.#words(2)
    return {
      origin,
      lead: this.#words(1 + this.#chance.below(3)),
      quote: mark === '"' ? `${quote} "${middle}"` : mark === '' ? quote : `${quote}${mark}${middle}`,
      rest: this.#words(2 + this.#chance.below(3)),
    }
  }

  /** Changes, adds or removes a letter of a quote. */
  #changed(quote: string): string {
    const at = 1 + this.#chance.below(3)
    const letters = lettersOf(quote)
    const letter = this.#chance.of(lettersOf(this.#script.letters).filter((other) => other !== letters[at]))
    letters.splice(at, this.#chance.below(2), letter)
    return letters.join('')
  }

  #words(count: number): string {
    const letters = lettersOf(this.#script.letters)
    const word = () => Array.from({ length: 4 + this.#chance.below(5) }, () => this.#chance.of(letters)).join('')
    return Array.from({ length: count }, word).join(this.#script.space)
  }

  #place(sentences: readonly Sentence[]) {
    let text = ''
    const places = sentences.map(({ origin, lead, quote, rest }) => {
      const start = text.length + lead.length + this.#script.space.length
      text += [lead, quote, rest].join(this.#script.space) + this.#script.stop
      return { origin, quote, start, end: start + quote.length }
    })
    return { text, places }
  }
}

/** The quote with the marks of a typewriter. */
function plain(quote: string): string {
  return quote.replaceAll(/[“”]/g, '"').replaceAll('’', "'").replaceAll('…', '...')
}

/** All letters of the scripts are single UTF-16 code units. */
function lettersOf(text: string): string[] {
  return text.split('')
}
