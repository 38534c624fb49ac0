import { ANSWERED, list, nest, REFUSED, WEIGHED, type Case } from '../case.ts'
import { filter } from '../http-case.ts'

/** A filter contains at most 20, itself included. */
const MOST = 19

function not(inner: unknown): object {
  return { not: inner }
}

function participantsNamed(quantifier: string): (n: number) => object {
  return (n) => ({ participants: { [quantifier]: { name: `State ${n}` } } })
}

function wordsAndNumbers(n: number): object {
  return { search: `word${n}`, quantity: { measure: 'FATALITIES', atLeast: n } }
}

const LOGIC: Case[] = [
  ...['some', 'every', 'none'].flatMap((quantifier) => [
    filter(`and of ${MOST} participants ${quantifier}`, WEIGHED, { and: list(MOST, participantsNamed(quantifier)) }),
    filter(`or of ${MOST} participants ${quantifier}`, WEIGHED, { or: list(MOST, participantsNamed(quantifier)) }),
    filter(`or of 98 participants ${quantifier}`, REFUSED, { or: list(98, participantsNamed(quantifier)) }),
  ]),
  filter(`or of ${MOST} searches and quantities`, WEIGHED, { or: list(MOST, wordsAndNumbers) }),
  filter('or of 98 searches and quantities', REFUSED, { or: list(98, wordsAndNumbers) }),
  filter('or of 400 searches', REFUSED, { or: list(400, (n) => ({ search: `word${n}` })) }),
  filter('or of 10,000 empty filters', REFUSED, { or: list(10_000, () => ({})) }),
  filter(
    'or of or of or',
    WEIGHED,
    nest(3, (inner) => ({ or: list(2, () => inner) }), { search: 'x' }),
  ),
  filter(
    '2^12 alternatives',
    REFUSED,
    nest(12, (inner) => ({ or: [inner, inner] }), { search: 'x' }),
  ),
  filter('4 nested negations', WEIGHED, nest(4, not, { kinds: ['MEETING'] })),
  ...[10, 90, 500].map((n) => filter(`${n} nested negations`, REFUSED, nest(n, not, { kinds: ['MEETING'] }))),
]

const LISTS: Case[] = [
  filter('100 dataset names', ANSWERED, { dataset: list(100, (n) => `d${n}`) }),
  ...[101, 1_000, 100_000].map((n) => filter(`${n} dataset names`, REFUSED, { dataset: list(n, (i) => `d${i}`) })),
  filter('60,000 kinds', REFUSED, { kinds: list(60_000, () => 'MEETING') }),
  filter('30,000 unknown fields', REFUSED, Object.fromEntries(list(30_000, (n) => [`v${n}`, n]))),
  filter('an unknown field of a filter', REFUSED, { participants: { every: { names: ['x'] } } }),
]

const NUMBERS: Case[] = [
  ...[1e21, 2 ** 31, 0.5].map((minMentions) => filter(`minMentions ${minMentions}`, REFUSED, { minMentions })),
  ...[-1, 2 ** 31 - 1].map((minMentions) => filter(`minMentions ${minMentions}`, ANSWERED, { minMentions })),
  filter('a latitude of 91', REFUSED, { location: { near: { latitude: 91, longitude: 0, km: 1 } } }),
  filter('the whole Earth', WEIGHED, { location: { near: { latitude: 0, longitude: 0, km: 1 } } }),
]

/** Attacks by the filter of events. */
export const FILTER_CASES: Case[] = [...LOGIC, ...LISTS, ...NUMBERS]
