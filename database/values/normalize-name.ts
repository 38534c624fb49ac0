import anyAscii from 'any-ascii'

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
 * Transliterates a text to Latin letters, letter by letter.
 * @param text in any script
 */
export function toLatin(text: string): string {
  return anyAscii(nameKey(text))
}

/**
 * Normalizes a name for look-ups: lower-case Latin letters without accents, words separated by single spaces. Names
 * that differ only in case, accents or script become equal. A name without letters and digits keeps its characters.
 * @param name in any script
 */
export function normalizeName(name: string): string {
  const words = toLatin(name)
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
  return words === '' ? nameKey(name).toLowerCase().trim() : words
}
