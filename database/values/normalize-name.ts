import anyAscii from 'any-ascii'
import { foldSearchText } from './search-words.ts'

/**
 * Composes a name or a text that people write, as it is stored and shown: Unicode normal form C. Texts that look the same
 * become the same; what is quoted is never composed.
 */
export function compose(text: string): string {
  return text.normalize('NFC')
}

/**
 * The form in which the spellings of one exact name are equal: Unicode normal form KC. It composes, and replaces
 * full-width letters, ligatures and the like by the letters that they stand for. Case and accents distinguish names.
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC')
}

/**
 * Returns the words of a text in lower-case Latin letters without accents, transliterated letter by letter. Apostrophes
 * do not part words, and initials are joined: `U.S.` is `us`.
 * @param text in any script
 */
export function latinWordsOf(text: string): string[] {
  const latin = anyAscii(foldSearchText(text)).toLowerCase().replaceAll(/['`]/g, '')
  return latin.match(/[a-z0-9]+/g) ?? []
}

/**
 * Normalizes a name for look-ups: its `latinWordsOf`, separated by single spaces. Names that differ only in case, accents,
 * script or punctuation become equal. A name without letters and digits keeps its characters.
 * @param name in any script
 */
export function normalizeName(name: string): string {
  const words = latinWordsOf(name)
  return words.length === 0 ? nameKey(name).toLowerCase().trim() : words.join(' ')
}
