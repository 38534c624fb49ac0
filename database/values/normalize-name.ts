import anyAscii from 'any-ascii'

/**
 * Text in Latin letters, as far as it can be told from the letters alone.
 * @param text in any script
 */
export function toLatin(text: string): string {
  return anyAscii(text.normalize('NFKC'))
}

/**
 * A name as it is looked up: in lower-case Latin letters without accents, its words parted by single spaces. Names that
 * differ in case, accents or script alone are the same; of a name of nothing but signs, the signs are kept.
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
