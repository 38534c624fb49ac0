import { expect, test } from 'vitest'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { person, problemsOf, two, withClaim, withEvent, withQuote } from './documents.ts'

const follows = { kind: 'FOLLOWS', event: 'e2' }
const period = { from: '2020-02-01', until: '2020-02-01' }
const offices = [{ key: 'o', title: 'O' }]
/** Documents with one thing wrong, where it is, and how it can be mended. */
const REFUSED: [what: string, document: unknown, path: (string | number)[], message: RegExp][] = [
  [
    'what is left out',
    reportDocument({ dataset: { name: 'x', title: 'X' } }),
    ['dataset', 'licence'],
    /^is missing. Give a string.$/,
  ],
  ['a list left out', withEvent({ claims: undefined }), ['events', 0, 'claims'], /^is missing. Give a list.$/],
  [
    'a word left out',
    withEvent({ realis: undefined }),
    ['events', 0, 'realis'],
    /^is missing. Give one of ACTUAL, SCHEDULED/,
  ],
  [
    'another word',
    withEvent({ realis: 'MAYBE' }),
    ['events', 0, 'realis'],
    /^"MAYBE" is none of its words. Give one of ACTUAL/,
  ],
  [
    'an unknown key',
    withEvent({ color: 1 }),
    ['events', 0],
    /^Unrecognized key: "color". What may stand here: key, title,/,
  ],
  ['a key of capitals', withEvent({ key: 'E1' }), ['events', 0, 'key'], /^must be 1 to 64 lower-case letters/],
  [
    'a reference that is none',
    withEvent({ storylines: ['The War'] }),
    ['events', 0, 'storylines', 0],
    /^must be a key of this document, or the id/,
  ],
  [
    'a day that is none',
    withEvent({ occurred: { edtf: '2020-01-06', earliest: '2020-01-06', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'earliest'],
    /^must be a moment with seconds and offset/,
  ],
  ['a tie said twice', two({ relations: [follows, follows] }), ['events', 0, 'relations', 1], /^is said twice\.$/],
  [
    'a certainty that follows',
    two({
      relations: [{ ...follows, certainty: 'REPORTED' }],
      claims: [claim('State A', { aspect: 'RELATION', relation: follows })],
    }),
    ['events', 0, 'relations', 0, 'certainty'],
    /^follows from the claims about the relation/,
  ],
  [
    'a relation and no aspect',
    two({ relations: [follows], claims: [claim('State A', { relation: follows })] }),
    ['events', 0, 'claims', 0, 'relation'],
    /^does not go with the aspect OCCURRENCE. Use RELATION.$/,
  ],
  [
    'a detail and no aspect',
    withClaim({ detail: 'topics' }),
    ['events', 0, 'claims', 0, 'detail'],
    /^does not go with the aspect OCCURRENCE. Use DETAIL.$/,
  ],
  [
    'a detail of a kind without any',
    withEvent({ kind: 'AID', claims: [claim('talks', { aspect: 'DETAIL', detail: 'topics' })] }),
    ['events', 0, 'claims', 0, 'detail'],
    /Its own fields are none\.$/,
  ],
  [
    'a claim key used twice',
    withEvent({ claims: [claim('State A', { key: 'c' }), claim('talks', { key: 'c' })] }),
    ['events', 0, 'claims', 1, 'key'],
    /^"c" is already the key of another claim/,
  ],
  [
    'a quote of another length',
    withQuote({ end: 11 }),
    ['events', 0, 'claims', 0, 'quote'],
    /^is 7 UTF-16 units long, and from 3 to 11 are 8\.$/,
  ],
  ['a quote the wrong way round', withQuote({ end: 2 }), ['events', 0, 'claims', 0, 'quote'], /from 3 to 2 are -1/],
  [
    'a quote beyond the stated length',
    withQuote({}, { length: 9 }),
    ['events', 0, 'claims', 0, 'quote', 'end'],
    /^lies beyond the end of the text, which has 9/,
  ],
  [
    'a suffix beyond the stated length',
    withQuote({ suffix: 'xx' }, { length: 11 }),
    ['events', 0, 'claims', 0, 'quote', 'suffix'],
    /^runs beyond the end of the text, which has 11/,
  ],
  [
    'a prefix before the text',
    withQuote({ prefix: 'xxxx' }),
    ['events', 0, 'claims', 0, 'quote', 'prefix'],
    /^is longer than what stands before the quote, 3/,
  ],
  [
    'a week that is a year',
    withEvent({ occurred: { edtf: '2020', precision: 'WEEK', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'precision'],
    /^WEEK does not fit "2020"/,
  ],
  [
    'an hour without a day',
    withEvent({ occurred: { edtf: '2020-01-06/..', precision: 'HOUR', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'precision'],
    /^HOUR does not fit/,
  ],
  [
    'an end that leaves its date',
    withEvent({ occurred: { edtf: '2020-01-06', latest: '2020-01-07T00:00:00.001Z', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'latest'],
    /^lies after "2020-01-06"/,
  ],
  [
    'half a coordinate of a place',
    reportDocument({ places: [{ key: 'x', kind: 'SITE', name: 'X', longitude: 1 }] }),
    ['places', 0],
    /^has one coordinate without the other/,
  ],
  [
    'a location without precision',
    withEvent({ location: { text: 'here' } }),
    ['events', 0, 'location', 'precision'],
    /^is missing. Give one of SITE/,
  ],
  [
    'a tenure of no day',
    reportDocument({
      offices,
      actors: [person({ tenures: [{ office: 'o', ...period }] })],
      events: [phoneCall({ participations: [] })],
    }),
    ['actors', 0, 'tenures', 0],
    /^ends on 2020-02-01, before or as it begins/,
  ],
  [
    'a membership of no day',
    reportDocument({
      actors: [person({ memberships: [{ organization: 'q', role: 'x', ...period }] }), { ...person({}), key: 'q' }],
      events: [phoneCall({ participations: [] })],
    }),
    ['actors', 0, 'memberships', 0],
    /^ends on 2020-02-01/,
  ],
  [
    'an office that is nowhere',
    withEvent({ participations: [{ actor: 'a', role: 'INITIATOR', office: 'o' }] }),
    ['events', 0, 'participations', 0, 'office'],
    /^"o" is not the key of one of the offices of this document\.$/,
  ],
]

test.for(REFUSED)('refused, with its path and how to mend it: %s', ([, document, path, message]) => {
  expect(problemsOf(document)).toEqual([{ path, message: expect.stringMatching(message) }])
})

test('an hour, a part of a day and a week may be stated of spans that they fit', () => {
  for (const [edtf, precision] of [
    ['2020-01-06', 'HOUR'],
    ['2020-01-06/2020-01-07', 'PART_OF_DAY'],
    ['2020-01-06/2020-01-12', 'WEEK'],
    ['2020-01', 'WEEK'],
    ['2020-01-06', 'DAY'],
  ]) {
    expect([edtf, problemsOf(withEvent({ occurred: { edtf, precision, basis: 'EXPLICIT' } }))]).toEqual([edtf, []])
  }
})

test('a link of which nothing is known but that somebody is not named is one', () => {
  expect(problemsOf(withClaim({ attribution: [{ mode: 'UNNAMED' }] }))).toEqual([])
})
