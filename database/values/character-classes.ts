/**
 * Classes of characters, in the syntax of a regular expression with the flag `u`. The SQL function `search_words` has the
 * same classes: a change needs a migration that replaces it, and a test compares both.
 */

/** Characters that are written inside words and do not part them: apostrophes, marks, invisible characters. */
export const INSIDE_WORDS = [
  "'`\\u2018\\u2019\\u201B\\u2032\\u02B0-\\u02FF\\u055A\\u05F3\\u05F4",
  // Accents that Unicode does not compose, vowel points of Hebrew and Arabic, the lengthening stroke of Arabic.
  '\\u0300-\\u036F\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u06D6-\\u06DC',
  '\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFE00-\\uFE0F\\uFEFF',
].join('')

/** Characters that part words: spaces, punctuation, symbols, private use. */
export const BETWEEN_WORDS = [
  '\\u0001-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u00A9\\u00AB-\\u00B4\\u00B6-\\u00B9\\u00BB-\\u00BF\\u00D7\\u00F7',
  '\\u0375\\u037E\\u0387\\u055B-\\u055F\\u0589\\u058A\\u05BE\\u05C0\\u05C3\\u05C6\\u0600-\\u060F\\u061B-\\u061F\\u066A-\\u066D\\u06D4',
  '\\u0964\\u0965\\u0970\\u0E3F\\u0E4F\\u0E5A\\u0E5B\\u0F01-\\u0F17\\u0F3A-\\u0F3D\\u104A-\\u104F\\u10FB\\u1360-\\u1368',
  '\\u166D\\u166E\\u1680\\u16EB-\\u16ED\\u17D4-\\u17D6\\u17D8-\\u17DB\\u1800-\\u180A',
  '\\u2000-\\u206F\\u207A-\\u207E\\u208A-\\u208E\\u20A0-\\u20CF\\u2100-\\u215F\\u218A-\\u2BFF',
  '\\u2E00-\\u2E7F\\u2FF0-\\u3004\\u3008-\\u3020\\u3030\\u3036\\u3037\\u303D-\\u303F\\u30A0\\u30FB\\u3200-\\u33FF',
  '\\u4DC0-\\u4DFF\\uA490-\\uA4CF\\uA4FE\\uA4FF\\uA60D-\\uA60F\\uE000-\\uF8FF\\uFD3E\\uFD3F\\uFE10-\\uFE19\\uFE30-\\uFE6F',
  '\\uFFE0-\\uFFFF\\u{1F000}-\\u{1FAFF}\\u{E0000}-\\u{10FFFF}',
].join('')

/** Letters of scripts without spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer. */
export const UNSPACED = [
  '\\u2E80-\\u2FDF\\u3005-\\u3007\\u3021-\\u3029\\u3038-\\u303B\\u3041-\\u3096\\u309D-\\u309F\\u30A1-\\u30FA\\u30FC-\\u30FF\\u31F0-\\u31FF',
  '\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\u{20000}-\\u{3FFFF}',
  '\\u0E01-\\u0E30\\u0E32\\u0E33\\u0E40-\\u0E46\\u0E81-\\u0EB0\\u0EB2\\u0EB3\\u0EBD-\\u0EC6\\u0EDC-\\u0EDF',
  '\\u1000-\\u102A\\u103F\\u1050-\\u1055\\u105A-\\u105D\\u1061\\u1065\\u1066\\u106E-\\u1070\\u1075-\\u1081\\u108E\\uAA60-\\uAA7A',
  '\\u1780-\\u17B3\\u17D7\\u17DC',
].join('')

/** The marks of these scripts, which follow a letter. */
export const UNSPACED_MARKS = [
  '\\u0E31\\u0E34-\\u0E3A\\u0E47-\\u0E4E\\u0EB1\\u0EB4-\\u0EBC\\u0EC8-\\u0ECE',
  '\\u102B-\\u103E\\u1056-\\u1059\\u105E-\\u1060\\u1062-\\u1064\\u1067-\\u106D\\u1071-\\u1074\\u1082-\\u108D\\u108F\\u109A-\\u109D\\uAA7B-\\uAA7D',
  '\\u17B4-\\u17D3\\u17DD\\u3099\\u309A',
].join('')

/** Capitals that PostgreSQL does not change to lower case in every locale: Ə, Greek, Cyrillic, Armenian. */
const CASED: readonly [first: number, last: number][] = [
  [0x18f, 0x18f],
  [0x386, 0x3cf],
  [0x400, 0x52f],
  [0x531, 0x556],
]

/** Letters by what stands for them: capitals, the final sigma, and a free-standing accent that is used as an apostrophe. */
export const LETTER_FORMS: ReadonlyMap<string, string> = new Map([
  ['\u00B4', "'"],
  ['ς', 'σ'],
  ...CASED.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).flatMap(
      (capital): [string, string][] => {
        const letter = capital.toLowerCase()
        return letter !== capital && letter.length === 1 ? [[capital, letter]] : []
      },
    ),
  ),
])
