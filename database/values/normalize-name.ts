import anyAscii from 'any-ascii'

/**
 * Transliterates a text to Latin letters, letter by letter.
 * @param text in any script
 */
export function toLatin(text: string): string {
  return anyAscii(text.normalize('NFKC'))
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
  return words === '' ? name.toLowerCase().trim() : words
}
