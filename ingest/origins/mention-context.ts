import { ROLE } from './crediting-words.ts'
import { isOneOf, type TextWord } from './text-words.ts'

/**
 * What a mention of a house (an agency, a paper) is to the text: CREDIT: the house said or found something; NONE: the
 * mention is of one of its people, its buildings or its pictures; OPEN: nothing near says either.
 */
export type MentionContext = 'CREDIT' | 'OPEN' | 'NONE'

/** How far from a name a crediting word may be, in words of the same sentence. */
const CREDIT_DISTANCE = 8
/** How many words such as "of the" may stand between a person or thing and the name of the house. */
const MAX_LINKS = 4
/** How far behind a person the verb may be that makes the person a witness: "a reporter of X saw". */
const VERB_DISTANCE = 3

/** The endings of the dative in Russian: "рассказал корреспонденту". */
const DATIVE = /(?:у|ю|ам|ям)$/u
const SOURCE_PREPOSITIONS = new Set(['to', 'laut', 'selon', 'apres', 'segun', 'словам', 'данным', 'слова'])
const ARTICLES_AFTER_TO = new Set(['un', 'une', 'una', 'l', 'la', 'le', 'el', 'los', 'des', 'nos'])

type WordAt = (i: number) => TextWord | undefined

/** Only a space, an apostrophe, a colon, a slash or a quotation mark. */
const JOINING_GAP = /^[\s'’:"“„«‘/-]*$/
const ADJOINING_GAP = /^['’\s-]{1,3}$/

/**
 * Classifies a mention of a house in a text. The work is bounded by the distances above.
 * @param first the number of the first word of the name
 * @param last the number of its last word
 */
export function contextOf(words: readonly TextWord[], first: number, last: number): MentionContext {
  const sentence = words[first]?.sentence
  const wordAt: WordAt = (i) => (words[i]?.sentence === sentence ? words[i] : undefined)
  const followedBy = wordAt(last + 1)?.folded === 's' ? last + 2 : last + 1
  const next = ADJOINING_GAP.test(wordAt(followedBy)?.gap ?? '') ? wordAt(followedBy) : undefined
  let before = first - 1
  while (
    first - before <= MAX_LINKS &&
    JOINING_GAP.test(words[before + 1]?.gap ?? '') &&
    isOneOf(wordAt(before), ROLE.LINK | ROLE.HOUSE_NOUN)
  ) {
    before--
  }
  const previous = wordAt(before)
  if (isOneOf(previous, ROLE.PICTURE | ROLE.THING) || isOneOf(next, ROLE.PICTURE | ROLE.THING)) return 'NONE'
  if (isOneOf(previous, ROLE.PERSON)) return isWitness(wordAt, before, last) ? 'CREDIT' : 'NONE'
  if (isOneOf(next, ROLE.PERSON)) return isWitness(wordAt, first, followedBy) ? 'CREDIT' : 'NONE'
  for (let distance = 1; distance <= CREDIT_DISTANCE; distance++) {
    if (isOneOf(wordAt(first - distance), ROLE.CREDIT) || isOneOf(wordAt(last + distance), ROLE.CREDIT)) return 'CREDIT'
  }
  return 'OPEN'
}

/** Whether a source spoke to a person of a house, or the person perceived something. */
function isWitness(wordAt: WordAt, first: number, last: number): boolean {
  for (let i = last + 1; i <= last + VERB_DISTANCE; i++) {
    const word = wordAt(i)
    if (word === undefined || word.gap.includes(',')) break
    if (isOneOf(word, ROLE.CREDIT | ROLE.PERCEPTION)) return true
  }
  let before = first - 1
  let hasTo = false
  while (first - before <= MAX_LINKS && isOneOf(wordAt(before), ROLE.LINK)) {
    const isArticle = ARTICLES_AFTER_TO.has(wordAt(before)?.folded ?? '')
    if (isArticle && wordAt(before - 1)?.folded === 'a') hasTo = true
    before--
  }
  const verb = wordAt(before)
  if (wordAt(before + 1)?.gap.includes(',') === true) return false
  if (isOneOf(verb, ROLE.ADDRESSING) || SOURCE_PREPOSITIONS.has(verb?.folded ?? '')) return true
  if (isOneOf(verb, ROLE.INVERTED) && !hasTo) return true
  return isOneOf(verb, ROLE.CREDIT) && (hasTo || DATIVE.test(wordAt(first)?.folded ?? ''))
}
