import { ROLE } from './crediting-words.ts'
import { hash32 } from './hash.ts'
import { isPublicDomain, registrableDomain } from './house.ts'
import { contextOf } from './mention-context.ts'
import { stemOf } from './stem.ts'
import { isOneOf, wordsOf, type TextWord } from './text-words.ts'

/** How many hashes of names are kept of a text at most: 8 kB. */
export const MAX_NAMES = 2000

const MAX_NAME_WORDS = 6
const MAX_DOMAINS = 100
/** Shorter labels of domains, such as "news", are no names. */
const MIN_LABEL = 5
const LOWER_CASE = 'lower case'
const NAME_GAP = /^(?:[\s\-–'’.&]|\s&\s){1,3}$/u
const OPENING_QUOTE = /[«"“„‘'(]$/u
const DOMAIN = /(?<![@\p{L}\p{N}.-])(?:[\p{L}\p{N}-]{1,63}\.){1,4}\p{L}{2,24}(?![\p{L}\p{N}-])/gu

/** What is known of a publisher's names. */
export interface PublisherNames {
  name: string
  /** Registrable domains of its homepage and articles. */
  domains: readonly string[]
}

/**
 * Hashes of what a text may credit as a publisher, so that a credit can be found when the publisher's article is
 * published later, and the text is not kept: names near crediting words, names of several words (not of people or
 * buildings of the house), and domains. At most `MAX_NAMES`, those near crediting words first.
 * @returns ascending
 */
export function creditedNamesIn(text: string): number[] {
  const words = wordsOf(text)
  const [credited, mentioned] = [new Set<number>(), new Set<number>()]
  for (const domain of domainsIn(text)) credited.add(hashOfDomain(domain))
  for (let first = 0; first < words.length && credited.size < MAX_NAMES; first++) {
    const isOrdinary = !mayBeginName(words[first])
    if (isOrdinary && !isBesideCredit(words, first)) continue
    let significantWords = 0
    for (const last of isOrdinary ? [first] : endsOfNames(words, first)) {
      significantWords++
      const context = contextOf(words, first, last)
      if (context === 'CREDIT') credited.add(hashOfName(words.slice(first, last + 1), isOrdinary))
      else if (context === 'OPEN' && significantWords > 1 && mentioned.size < MAX_NAMES) {
        mentioned.add(hashOfName(words.slice(first, last + 1), false))
      }
    }
  }
  const hashes = [...new Set([...credited, ...mentioned])].slice(0, MAX_NAMES)
  return [...Int32Array.from(hashes).toSorted()]
}

/** The hashes under which `creditedNamesIn` has the names of a publisher. */
export function hashesOfPublisher({ name, domains }: PublisherNames): number[] {
  const isDomain = isPublicDomain(name)
  const ownNames = isDomain ? [] : [name]
  const allDomains = isDomain ? [...domains, registrableDomain(name) ?? name] : domains
  const labels = allDomains.map((domain) => capitalize(labelOf(domain))).filter((label) => label.length >= MIN_LABEL)
  const names = [...ownNames, ...labels].map((words) => withoutLeadingArticles(wordsOf(words)))
  return [
    ...names
      .filter((words) => words.length > 0)
      .map((words) => hashOfName(words, words.length === 1 && words[0]?.isCapitalized === false)),
    ...allDomains.map((domain) => hashOfDomain(domain)),
  ]
}

/** The words of a domain: "example daily" of example-daily.com. */
function labelOf(domain: string): string {
  return (domain.split('.')[0] ?? '').replaceAll('-', ' ')
}

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function mayBeginName(word: TextWord | undefined): boolean {
  return word !== undefined && isSignificant(word) && (word.isCapitalized || OPENING_QUOTE.test(word.gap))
}

/** Whether a word in lower case is next to a crediting word, but for an article. */
function isBesideCredit(words: readonly TextWord[], i: number): boolean {
  const word = words[i]
  if (word === undefined || isOneOf(word, ROLE.LINK | ROLE.CREDIT)) return false
  const before = isOneOf(words[i - 1], ROLE.LINK) ? words[i - 2] : words[i - 1]
  return [before, words[i + 1]].some((other) => other?.sentence === word.sentence && isOneOf(other, ROLE.CREDIT))
}

function* endsOfNames(words: readonly TextWord[], first: number): Generator<number> {
  for (let last = first; last < first + MAX_NAME_WORDS; last++) {
    const word = words[last]
    if (word === undefined || word.sentence !== words[first]?.sentence) return
    if (last > first && !NAME_GAP.test(word.gap)) return
    if (isSignificant(word)) yield last
  }
}

function isSignificant(word: TextWord): boolean {
  return !isOneOf(word, ROLE.LINK)
}

function withoutLeadingArticles(words: readonly TextWord[]): readonly TextWord[] {
  const start = words.findIndex(isSignificant)
  return start < 0 ? words : words.slice(start)
}

/** A name in lower case, such as "taz", differs from the ordinary word by its hash. */
function hashOfName(words: readonly TextWord[], isOrdinary: boolean): number {
  const name = words.map(({ folded }) => stemOf(folded)).join(' ')
  return hash32(isOrdinary ? `${LOWER_CASE} ${name}` : name)
}

function hashOfDomain(domain: string): number {
  return hash32(`domain ${domain}`)
}

function domainsIn(text: string): Set<string> {
  const domains = new Set<string>()
  for (const [host] of text.matchAll(DOMAIN)) {
    if (isPublicDomain(host)) domains.add(registrableDomain(host) ?? host)
    if (domains.size >= MAX_DOMAINS) break
  }
  return domains
}
