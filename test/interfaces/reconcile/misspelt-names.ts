import { chanceOf, type Chance } from '../../support/random.ts'

/** The scripts of the names, by the property of their letters in Unicode. */
export const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Han'] as const

type Script = (typeof SCRIPTS)[number]

/** A name that someone wrote with mistakes. */
export interface Misspelt<Named> {
  /** What was meant. */
  meant: Named
  script: Script
  written: string
  /** How many edits it is from the name. */
  edits: 1 | 2
}

/** Names with fewer letters get one edit, longer ones two. */
const LONG = 8

const LETTERS: Readonly<Record<Script, string>> = {
  Latin: 'abcdefghijklmnopqrstuvwxyz',
  Cyrillic: 'абвгдежзийклмнопрстуфхцчшщыьэюя',
  Greek: 'αβγδεζηθικλμνξοπρστυφχψω',
  Arabic: 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  Han: '中国大人民共和王阿巴尔拉斯亚尼利西东南北马其加达',
}

/** Returns the script of all letters of a name; undefined if they are of several, or of another one */
function scriptOf(name: string): Script | undefined {
  const letters = name.match(/\p{L}/gu) ?? []
  return letters.length === 0
    ? undefined
    : SCRIPTS.find((script) => letters.every((letter) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter)))
}

/**
 * Takes as many names of each script, and writes each with random mistakes: letters that are missing, added, replaced
 * or exchanged with the next one.
 * @param names what is stored
 * @param seed of the choice and the mistakes
 */
export function misspell<Named extends { name: string }>(
  names: readonly Named[],
  { perScript, seed }: { perScript: number; seed: number },
): Misspelt<Named>[] {
  const chance = chanceOf(seed)
  return SCRIPTS.flatMap((script) => {
    const candidates = names.filter(({ name }) => scriptOf(name) === script && Array.from(name).length >= 2)
    return shuffled(candidates, chance)
      .slice(0, perScript)
      .map((meant): Misspelt<Named> => {
        const edits = Array.from(meant.name).length < LONG ? 1 : 2
        let written = meant.name
        for (let i = 0; i < edits; i++) written = edited(written, script, chance)
        return { meant, script, written, edits }
      })
  })
}

/** One random edit of a text, which changes it. */
function edited(text: string, script: Script, chance: Chance): string {
  const letters = Array.from(text)
  const at = chance.below(letters.length)
  const other = chance.of(Array.from(LETTERS[script]))
  const [own = '', next = ''] = letters.slice(at)
  const result = chance
    .of([
      [...letters.slice(0, at), ...letters.slice(at + 1)],
      [...letters.slice(0, at), other, ...letters.slice(at)],
      [...letters.slice(0, at), other, ...letters.slice(at + 1)],
      [...letters.slice(0, at), next, own, ...letters.slice(at + 2)],
    ])
    .join('')
  return result === text || result.trim() === '' ? edited(text, script, chance) : result
}

function shuffled<Item>(items: readonly Item[], chance: Chance): Item[] {
  return items
    .map((item) => ({ item, place: chance.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
