/** Endings of inflected names: German and the genitive of English for Latin letters, Russian for Cyrillic. */
const LATIN_ENDINGS = ['es', 'en', 'em', 'er', 'e', 'n', 's']
const CYRILLIC_ENDINGS =
  'иями иям иях иеи ями ами ого его ому ему ыми ими ая яя ое ее ои еи ую юю ою ею ыи ии ия ию ие ым им ом ем ые ых их ам ям ах ях ов ев а у е ы и о я ю ь ъ'.split(
    ' ',
  )
const MIN_STEM = 3
const CYRILLIC = /\p{Script=Cyrillic}/u

/**
 * Removes the ending of an inflected word, so that "Morgenblatts" and "Morgenblatt" or "газеты" and "газета" are equal.
 * It is no linguistic stem: the same cut is made on both sides.
 * @param word as `foldWord` returns it
 */
export function stemOf(word: string): string {
  const endings = CYRILLIC.test(word) ? CYRILLIC_ENDINGS : LATIN_ENDINGS
  const ending = endings.find((end) => word.length - end.length >= MIN_STEM && word.endsWith(end))
  return ending === undefined ? word : word.slice(0, -ending.length)
}
