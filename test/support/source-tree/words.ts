/**
 * Words and phrases that are not used in identifiers, comments, messages, descriptions or documents, with the plain words
 * to use instead: see STYLE.md and docs/glossary.md.
 */
const UNUSED_WORDS: Readonly<Record<string, string>> = {
  whoever: 'name the actor',
  whatever: 'name the thing',
  nobody: 'name the actor, or use the passive voice',
  somebody: 'name the actor',
  anew: 'again',
  riddle: 'say it plainly',
  bell: 'change listener',
  rung: 'notified',
  deed: 'audit info',
  mend: 'fix',
  mends: 'fixes',
  mended: 'fixed',
  turns: 'batch scheduler; becomes',
  floor: 'load order; layer',
  floors: 'load order; layers',
  rooms: 'folders',
  told: 'reported, named, distinguished',
  ledger: 'import log',
  findings: 'resolved filter',
  fanned: 'per key',
  deeds: 'audit info',
  'what became of': 'the result of',
  'what has become of': 'the state of',
  'as far as': 'say the limit',
  'held against': 'compared with',
  'come by': 'obtained',
  'came by': 'obtained',
  'told apart': 'distinguished',
  'set aside': 'rejected',
  'sets aside': 'rejects',
  'taken back': 'retracted',
  'made anew': 'rebuilt',
  'put right': 'corrected',
  'way in': 'ingest',
  'sort out': 'classify',
  'sorts out': 'classifies',
  'for the sake of': 'for',
  'in its turn': 'leave out',
}

/** Uses of a word in another sense. */
const OTHER_SENSES = [/Math\.floor/g, /\bfloor\(/g, /\bWhite House\b/g]

export interface WordUse {
  line: number
  word: string
  instead: string
}

/**
 * Finds unused words in a text. Identifiers are split at capitals and underscores, so that `rungAt` is "rung at".
 * @returns one entry per line and word
 */
export function findUnusedWords(text: string): WordUse[] {
  return text.split('\n').flatMap((source, i) => {
    const withoutOtherSenses = OTHER_SENSES.reduce((line, sense) => line.replaceAll(sense, ''), source)
    const words =
      ` ${withoutOtherSenses.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[^A-Za-z]+/g, ' ')} `.toLowerCase()
    return Object.entries(UNUSED_WORDS)
      .filter(([word]) => words.includes(` ${word} `))
      .map(([word, instead]) => ({ line: i + 1, word, instead }))
  })
}
