import { AGENCIES, type NameUse } from './agencies.ts'
import { ROLE } from './crediting-words.ts'
import { contextOf } from './mention-context.ts'
import { stemOf } from './stem.ts'
import { isOneOf, wordsOf, type TextWord } from './text-words.ts'

/** A name of an agency, as words to look for. */
interface AgencyName {
  agency: string
  use: NameUse
  words: readonly { text: string; stem: string; isExact: boolean }[]
}

/** The words of a text, with the characters behind the last of them. */
interface Text {
  words: readonly TextWord[]
  tail: string
}

const LONGEST_EXACT = 5
/** A dateline ends within this many words of its line, a credit in parentheses and a credit line have at most so many. */
const MAX_DATELINE = 12
const MAX_PARENTHESIS = 5
const MAX_CREDIT_LINE = 6
const MAX_CREDIT_WITH_STOP = 3

const NAMES_BY_FIRST_STEM = new Map<string, AgencyName[]>()
for (const { name: agency, names } of AGENCIES) {
  for (const use of ['ANY', 'CREDITED', 'FORMAL'] as const) {
    for (const name of names[use] ?? []) {
      const words = nameWordsOf(name)
      const stem = words[0]?.stem ?? ''
      NAMES_BY_FIRST_STEM.set(stem, [...(NAMES_BY_FIRST_STEM.get(stem) ?? []), { agency, use, words }])
    }
  }
}
const AGENCY_BY_DOMAIN = new Map(AGENCIES.flatMap(({ name, domains }) => domains.map((domain) => [domain, name])))

/**
 * Finds the news agencies that a text credits: in a dateline, in parentheses, in a last line, or in a sentence. A
 * mention of an agency's people, buildings or pictures is no credit, nor is an acronym that the text explains
 * otherwise; in an article about an agency only the formal credits count. A mention that may be a credit is one: too
 * many credits join origins, and never confirm an event.
 * @param text headline and body; takes time in proportion to its length
 * @returns names of agencies, sorted
 */
export function agenciesCreditedIn(text: string): string[] {
  const words = wordsOf(text)
  const lastWord = words.at(-1)
  const source: Text = {
    words,
    tail: lastWord ? text.slice(text.lastIndexOf(lastWord.text) + lastWord.text.length) : '',
  }
  const mentions = mentionsIn(words)
  const hasHeadline = (lastWord?.line ?? 0) > 0
  const defined = mentions.filter(({ first, last }) => isDefinedOtherwise(source, first, last))
  const homonyms = new Set(defined.map(({ written }) => written))
  const classified = mentions
    .filter(({ written }) => !homonyms.has(written))
    .map(({ first, last, ...mention }) => ({
      ...mention,
      isInHeadline: hasHeadline && words[first]?.line === 0,
      context: isFormal(source, first, last) ? ('FORMAL' as const) : contextOf(words, first, last),
    }))
  const subjects = new Set(
    classified
      .filter(({ isInHeadline, context }) => isInHeadline && (context === 'OPEN' || context === 'NONE'))
      .map(({ agency }) => agency),
  )
  const credited = classified.filter(({ agency, use, context }) => {
    if (context === 'FORMAL') return true
    if (context === 'NONE' || use === 'FORMAL' || subjects.has(agency)) return false
    return context === 'CREDIT' || use === 'ANY'
  })
  return [...new Set(credited.map(({ agency }) => agency))].toSorted()
}

/** The agency with a name such as "Reuters" or "the AFP news agency"; undefined if the name is of something else. */
export function agencyNamed(name: string): string | undefined {
  const words = wordsOf(name)
  return mentionsIn(words).find(({ first, last }) =>
    words.every((word, i) => (i >= first && i <= last) || isOneOf(word, ROLE.LINK | ROLE.HOUSE_NOUN)),
  )?.agency
}

/** The agency whose site has a registrable domain. */
export function agencyOfDomain(domain: string): string | undefined {
  return AGENCY_BY_DOMAIN.get(domain)
}

function nameWordsOf(name: string) {
  return wordsOf(name).map(({ text, folded }) => {
    const isExact = text.length <= LONGEST_EXACT
    return { text, stem: isExact ? folded : stemOf(folded), isExact }
  })
}

function mentionsIn(words: readonly TextWord[]) {
  return words.flatMap(({ folded }, first) => {
    const byWord = NAMES_BY_FIRST_STEM.get(folded)
    const stem = stemOf(folded)
    const byStem = stem === folded ? undefined : NAMES_BY_FIRST_STEM.get(stem)
    if (byWord === undefined && byStem === undefined) return []
    const names = [...(byWord ?? []), ...(byStem ?? [])].filter((name) => isNameAt(words, first, name))
    return names.map(({ agency, use, words: { length } }) => {
      const last = first + length - 1
      const text = words.slice(first, last + 1).map((word) => word.text)
      return { agency, use, first, last, written: text.join(' ') }
    })
  })
}

function isNameAt(words: readonly TextWord[], first: number, { words: nameWords }: AgencyName): boolean {
  const isEach = nameWords.every(({ text, stem, isExact }, i) => {
    const word = words[first + i]
    if (word === undefined || (i > 0 && !/^[\s-]{1,2}$/.test(word.gap))) return false
    return isExact ? word.text === text || word.text === text.toUpperCase() : stemOf(word.folded) === stem
  })
  // Not the road AP-7, and not initials.
  const next = words[first + nameWords.length]
  return isEach && !(next?.gap === '-' && /^\d/.test(next.text)) && !words[first]?.gap.endsWith('.')
}

function isFormal(text: Text, first: number, last: number): boolean {
  return (
    isInParentheses(text, first, last) ||
    isBetweenSlashes(text, first, last) ||
    isInDateline(text, first, last) ||
    isCreditLine(text, first)
  )
}

function isInParentheses({ words, tail }: Text, first: number, last: number): boolean {
  let open = first
  while (first - open < MAX_PARENTHESIS && !/[([]/.test(words[open]?.gap ?? '(')) open--
  let close = last
  while (close - last < MAX_PARENTHESIS && !/[)\]]/.test(words[close + 1]?.gap ?? tail)) close++
  return (
    /[([][^)\]]*$/.test(words[open]?.gap ?? '') &&
    /^[^([]*[)\]]/.test(words[close + 1]?.gap ?? tail) &&
    isPlain(words.slice(open, close + 1))
  )
}

function isBetweenSlashes({ words, tail }: Text, first: number, last: number): boolean {
  return (words[first]?.gap ?? '').endsWith('/') && (words[last + 1]?.gap ?? tail).startsWith('/')
}

/** "City, 1 May (Reuters) - Text", "City, 1 May - RIA Novosti. Text" */
function isInDateline({ words, tail }: Text, first: number, last: number): boolean {
  const line = words[first]?.line
  if (first >= MAX_DATELINE && words[first - MAX_DATELINE]?.line === line) return false
  const after = words[last + 1]?.gap ?? tail
  if (/^[)\]/»"]?\.?\s?[-–—]{1,2}\s/.test(after)) return true
  return /\s[-–—]{1,2}\s?$/.test(words[first]?.gap ?? '') && /^\s?[.:]\s/.test(after)
}

/**
 * Some words at the end of a line, but for the headline, that are no sentence: "With AFP", "Con información de AP",
 * "© dpa".
 */
function isCreditLine({ words, tail }: Text, first: number): boolean {
  const { sentence = 0, line = 0 } = words[first] ?? {}
  if (sentence === 0) return false
  let [start, end] = [first, first]
  while (first - start < MAX_CREDIT_LINE && words[start - 1]?.sentence === sentence) start--
  while (end - first < MAX_CREDIT_LINE && words[end + 1]?.sentence === sentence) end++
  const { line: nextLine, gap } = words[end + 1] ?? { line: undefined, gap: tail }
  const length = end - start + 1
  const isSentence = gap.trimStart().startsWith('.') && length > MAX_CREDIT_WITH_STOP
  return nextLine !== line && length <= MAX_CREDIT_LINE && !isSentence && isPlain(words.slice(start, end + 1))
}

function isPlain(words: readonly TextWord[]): boolean {
  return words.every((word) => !isOneOf(word, ROLE.PICTURE | ROLE.PERSON | ROLE.THING))
}

/** Whether a text explains an acronym as something else: "Australian Federal Police (AFP)", "AP (Action Party)". */
function isDefinedOtherwise({ words, tail }: Text, first: number, last: number): boolean {
  const acronym = words[first]
  if (first !== last || acronym === undefined || !/^\p{Lu}{2,6}$/u.test(acronym.text)) return false
  const after = words[last + 1]?.gap ?? tail
  const isEnclosed = /[([]$/.test(acronym.gap) && /^[)\]]/.test(after)
  const explanation = isEnclosed
    ? initialsBefore(words, first)
    : /^\s?[([]$/.test(after)
      ? initialsAfter(words, last)
      : []
  const letters = explanation.map(({ folded }) => folded.charAt(0)).join('')
  if (!letters.endsWith(acronym.folded) && !letters.startsWith(acronym.folded)) return false
  return agencyNamed(explanation.map(({ text }) => text).join(' ')) === undefined
}

const MAX_EXPLANATION = 8

function initialsBefore(words: readonly TextWord[], first: number): TextWord[] {
  return words.slice(Math.max(0, first - MAX_EXPLANATION), first).filter(isInitial)
}

function initialsAfter(words: readonly TextWord[], last: number): TextWord[] {
  return words.slice(last + 1, last + 1 + MAX_EXPLANATION).filter(isInitial)
}

function isInitial({ isCapitalized }: TextWord): boolean {
  return isCapitalized
}
