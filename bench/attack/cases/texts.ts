import { ANSWERED, REFUSED, repeat, type Case } from '../case.ts'
import { filter, operation } from '../http-case.ts'

function edtf(name: string, expected: readonly string[], during: string): Case {
  return filter(`EDTF: ${name}`, expected, { occurred: { during } })
}

function search(name: string, expected: readonly string[], text: string): Case {
  return filter(`search: ${name}`, expected, { search: text })
}

function words(count: number, separator = ' '): string {
  return repeat(count, (n) => `word${n}`, separator)
}

function yearSet(count: number): string {
  return `{${repeat(count, (n) => String(1000 + n), ',')}}`
}

const DATES: Case[] = [
  edtf('a small set', ANSWERED, '{2015,2016}'),
  edtf('a set of 39 years', ANSWERED, yearSet(39)),
  ...[100, 1_000, 5_000, 20_000].map((n) => edtf(`a set of ${n} years`, REFUSED, yearSet(n))),
  edtf('100 kB of digits', REFUSED, '1'.repeat(100_000)),
  edtf('100 kB of brackets', REFUSED, '{'.repeat(100_000)),
  edtf('a set of sets', REFUSED, '{{{{2016}}}}'),
  edtf('a long year', REFUSED, 'Y170000002'),
  edtf('an exponent', REFUSED, 'Y17E7'),
  edtf('a huge exponent', REFUSED, 'Y1E999999999'),
  edtf('significant digits', ANSWERED, '1950S2'),
  edtf('a season', REFUSED, '2016-21'),
  edtf('a long interval', ANSWERED, '0001/9998'),
  edtf('an interval of sets', REFUSED, '{2016,2017}/{2018,2019}'),
  edtf('only unspecified digits', REFUSED, 'XXXX-XX-XX'),
  edtf('day 31 of a month of 30', REFUSED, '2016-04-31'),
  edtf('an end before its start', REFUSED, '2016-04-05/2016-04-01'),
  edtf('other digits', REFUSED, '２０１６'),
  edtf('white space', REFUSED, ' 2016 '),
  edtf('a qualifier in every part', ANSWERED, '?2016-~04-%05'),
  edtf('only signs', REFUSED, '/..,{}[]~?%'),
  edtf('an empty text', REFUSED, ''),
]

const SEARCHES: Case[] = [
  search('32 words', ANSWERED, words(32)),
  ...[33, 1_000, 5_000, 20_000].map((n) => search(`${n} words`, REFUSED, words(n))),
  search('30 alternatives', ANSWERED, words(16, ' or ')),
  search('1,000 alternatives', REFUSED, words(1_000, ' or ')),
  search('100 kB without spaces', REFUSED, 'x'.repeat(100_000)),
  search('wildcards', REFUSED, '%_%*:*'),
  search('operators', REFUSED, '& | ! <-> ( ) :*'),
  search('quotes', REFUSED, '"'.repeat(99)),
  search('negations', ANSWERED, '-a -b -c'),
  search('a NUL character', REFUSED, 'a\u0000b'),
  search('half of a surrogate pair', ANSWERED, '\ud83d'),
  search('SQL', ANSWERED, "'; drop table events; --"),
]

const NAMES: Case[] = ['actors', 'places', 'articles'].flatMap((field) => {
  const type = { actors: 'ActorWhere', places: 'PlaceWhere', articles: 'ArticleWhere' }[field]
  const document = `query ($where: ${type}) { ${field}(first: 1, where: $where) { totalCount } }`
  return [
    operation(`${field} by 30 words`, ANSWERED, document, { where: { search: words(30) } }),
    operation(`${field} by 10 kB`, REFUSED, document, { where: { search: 'x'.repeat(10_000) } }),
    operation(`${field} by 100 kB`, REFUSED, document, { where: { search: 'x'.repeat(100_000) } }),
    operation(`${field} by 1,000 words`, REFUSED, document, { where: { search: words(1_000) } }),
  ]
})

/** Attacks by dates, search texts and names. */
export const TEXT_CASES: Case[] = [...DATES, ...SEARCHES, ...NAMES]
