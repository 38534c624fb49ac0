import { ANSWERED, ANSWERED_OR_REFUSED, CLIENT_FAULT, REFUSED, type Case } from '../case.ts'
import { filter } from '../filter.ts'

function edtf(name: string, expected: RegExp, during: string): Case {
  return filter(`EDTF: ${name}`, expected, { occurred: { during } })
}

function words(count: number): string {
  return Array.from({ length: count }, (_, n) => `word${n}`).join(' ')
}

function yearSet(count: number): string {
  return `{${Array.from({ length: count }, (_, n) => 1000 + n).join(',')}}`
}

/** Attacks by dates and search texts. */
export const TEXT_CASES: Case[] = [
  edtf('a small set', ANSWERED_OR_REFUSED, '{2015,2016}'),
  ...[100, 1_000, 5_000, 20_000].map((n) => edtf(`a set of ${n} years`, REFUSED, yearSet(n))),
  edtf('100 kB of digits', REFUSED, '1'.repeat(100_000)),
  edtf('100 kB of brackets', REFUSED, '{'.repeat(100_000)),
  edtf('a set of sets', REFUSED, '{{{{2016}}}}'),
  edtf('a long year', REFUSED, 'Y170000002'),
  edtf('an exponent', REFUSED, 'Y17E7'),
  edtf('a huge exponent', REFUSED, 'Y1E999999999'),
  edtf('significant digits', REFUSED, '1950S2'),
  edtf('a season', REFUSED, '2016-21'),
  edtf('a long interval', ANSWERED_OR_REFUSED, '0001/9998'),
  edtf('an interval of sets', REFUSED, '{2016,2017}/{2018,2019}'),
  edtf('200 characters', REFUSED, yearSet(39).slice(0, 200)),
  edtf('unspecified digits', ANSWERED_OR_REFUSED, 'XXXX-XX-XX'),
  edtf('day 31 of a month of 30', REFUSED, '2016-04-31'),
  edtf('an end before its start', REFUSED, '2016-04-05/2016-04-01'),
  edtf('other digits', REFUSED, '２０１６'),
  edtf('white space', REFUSED, ' 2016 '),
  edtf('a qualifier in every part', ANSWERED_OR_REFUSED, '?2016-~04-%05'),
  edtf('only signs', REFUSED, '/..,{}[]~?%'),
  edtf('an empty text', REFUSED, ''),
  ...[33, 1_000, 5_000, 20_000].map((n) => filter(`a search of ${n} words`, REFUSED, { search: words(n) })),
  filter('a search of 1,000 alternatives', REFUSED, { search: words(1_000).replaceAll(' ', ' or ') }),
  filter('a search of 100 kB without spaces', REFUSED, { search: 'x'.repeat(100_000) }),
  filter('a search of wildcards', ANSWERED_OR_REFUSED, { search: '%_%*:*' }),
  filter('a search of operators', ANSWERED_OR_REFUSED, { search: '& | ! <-> ( ) :*' }),
  filter('a search of quotes', ANSWERED_OR_REFUSED, { search: '"'.repeat(99) }),
  filter('a search of negations', ANSWERED_OR_REFUSED, { search: '-a -b -c' }),
  filter('a search of a NUL character', CLIENT_FAULT, { search: 'a\u0000b' }),
  filter('a search of half of a surrogate pair', ANSWERED_OR_REFUSED, { search: '\ud83d' }),
  filter('SQL in a search', ANSWERED, { search: "'; drop table events; --" }),
]
