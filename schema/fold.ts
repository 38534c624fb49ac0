import anyAscii from 'any-ascii'

/**
 * A name as it is looked up: in lower-case Latin letters without accents, its words parted by single spaces. Names that
 * differ in case, accents or script alone are the same; of a name of nothing but signs, the signs are kept.
 * @param name in any script
 */
export const fold = (name: string): string => {
  const words = anyAscii(name.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
  return words === '' ? name.toLowerCase().trim() : words
}
