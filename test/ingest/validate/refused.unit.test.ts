import { expect, test } from 'vitest'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { person, problemsOf, two, withClaim, withEvent, withQuote } from './documents.ts'

const follows = { kind: 'FOLLOWS', event: 'e2' }
const period = { from: '2020-02-01', until: '2020-02-01' }
const offices = [{ key: 'o', title: 'O' }]
/** Documents with one problem each, and its path and message. */
const REFUSED: [what: string, document: unknown, path: (string | number)[], message: RegExp][] = [
  [
    'a missing text',
    reportDocument({ dataset: { name: 'x', title: 'X' } }),
    ['dataset', 'licence'],
    /^is missing. Give a string.$/,
  ],
  ['a missing list', withEvent({ claims: undefined }), ['events', 0, 'claims'], /^is missing. Give a list.$/],
  [
    'a missing enum value',
    withEvent({ realis: undefined }),
    ['events', 0, 'realis'],
    /^is missing. Give one of ACTUAL, SCHEDULED/,
  ],
  [
    'an unknown enum value',
    withEvent({ realis: 'MAYBE' }),
    ['events', 0, 'realis'],
    /^must be one of ACTUAL, SCHEDULED, .*; got "MAYBE"\.$/,
  ],
  ['an unknown key', withEvent({ color: 1 }), ['events', 0], /^Unrecognized key: "color". Allowed keys: key, title,/],
  [
    'a key with a capital letter',
    withEvent({ key: 'E1' }),
    ['events', 0, 'key'],
    /^must be 1 to 64 lower-case letters/,
  ],
  [
    'a reference that is neither a key nor an id',
    withEvent({ storylines: ['The War'] }),
    ['events', 0, 'storylines', 0],
    /^must be a key of this document or the id of a stored object; got "The War"\.$/,
  ],
  [
    'a day instead of a date-time',
    withEvent({ occurred: { edtf: '2020-01-06', earliest: '2020-01-06', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'earliest'],
    /^must be a date-time with seconds and offset.*; got "2020-01-06"\.$/,
  ],
  [
    'the same relation twice',
    two({ relations: [follows, follows] }),
    ['events', 0, 'relations', 1],
    /^repeats the relation FOLLOWS to "e2"/,
  ],
  [
    'a stated certainty of a relation with claims',
    two({
      relations: [{ ...follows, certainty: 'REPORTED' }],
      claims: [claim('State A', { aspect: 'RELATION', relation: follows })],
    }),
    ['events', 0, 'relations', 0, 'certainty'],
    /^is derived from the claims about the relation/,
  ],
  [
    'a relation with another aspect',
    two({ relations: [follows], claims: [claim('State A', { relation: follows })] }),
    ['events', 0, 'claims', 0, 'relation'],
    /^is allowed with the aspect RELATION only; the aspect is OCCURRENCE\.$/,
  ],
  [
    'a detail with another aspect',
    withClaim({ detail: 'topics' }),
    ['events', 0, 'claims', 0, 'detail'],
    /^is allowed with the aspect DETAIL only; the aspect is OCCURRENCE\.$/,
  ],
  [
    'a detail of a kind without fields of its own',
    withEvent({ kind: 'AID', claims: [claim('talks', { aspect: 'DETAIL', detail: 'topics' })] }),
    ['events', 0, 'claims', 0, 'detail'],
    /^is not allowed: AID has no fields of its own; got "topics"\.$/,
  ],
  [
    'a claim key used twice',
    withEvent({ claims: [claim('State A', { key: 'c' }), claim('talks', { key: 'c' })] }),
    ['events', 0, 'claims', 1, 'key'],
    /^must be unique; "c" is already the key of another claim/,
  ],
  [
    'a quote whose length differs from its offsets',
    withQuote({ end: 11 }),
    ['events', 0, 'claims', 0, 'quote'],
    /^must end 7 UTF-16 code units .* after its start; got start 3 and end 11\.$/,
  ],
  [
    'a quote that ends before it starts',
    withQuote({ end: 2 }),
    ['events', 0, 'claims', 0, 'quote'],
    /got start 3 and end 2\.$/,
  ],
  [
    'a quote beyond the stated length',
    withQuote({}, { length: 9 }),
    ['events', 0, 'claims', 0, 'quote', 'end'],
    /^must be at most 9, the length of the text/,
  ],
  [
    'a suffix beyond the stated length',
    withQuote({ suffix: 'xx' }, { length: 11 }),
    ['events', 0, 'claims', 0, 'quote', 'suffix'],
    /^must have at most 1 UTF-16 code units, .*; got 2\.$/,
  ],
  [
    'a prefix longer than the text before the quote',
    withQuote({ prefix: 'xxxx' }),
    ['events', 0, 'claims', 0, 'quote', 'prefix'],
    /^must have at most 3 UTF-16 code units, .*; got 4\.$/,
  ],
  [
    'a week in a date of a whole year',
    withEvent({ occurred: { edtf: '2020', precision: 'WEEK', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'precision'],
    /^WEEK does not fit "2020"/,
  ],
  [
    'an hour in an open interval',
    withEvent({ occurred: { edtf: '2020-01-06/..', precision: 'HOUR', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'precision'],
    /^HOUR does not fit/,
  ],
  [
    'an end after its date',
    withEvent({ occurred: { edtf: '2020-01-06', latest: '2020-01-07T00:00:00.001Z', basis: 'EXPLICIT' } }),
    ['events', 0, 'occurred', 'latest'],
    /^must not lie after "2020-01-06"/,
  ],
  [
    'a place with a longitude but no latitude',
    reportDocument({ places: [{ key: 'x', kind: 'SITE', name: 'X', longitude: 1 }] }),
    ['places', 0],
    /^has a longitude but no latitude/,
  ],
  [
    'a location without precision',
    withEvent({ location: { text: 'here' } }),
    ['events', 0, 'location', 'precision'],
    /^is missing. Give one of SITE/,
  ],
  [
    'an empty tenure',
    reportDocument({
      offices,
      actors: [person({ tenures: [{ office: 'o', ...period }] })],
      events: [phoneCall({ participations: [] })],
    }),
    ['actors', 0, 'tenures', 0],
    /^must end after it begins; got from 2020-02-01 until 2020-02-01/,
  ],
  [
    'an empty membership',
    reportDocument({
      actors: [person({ memberships: [{ organization: 'q', role: 'x', ...period }] }), { ...person({}), key: 'q' }],
      events: [phoneCall({ participations: [] })],
    }),
    ['actors', 0, 'memberships', 0],
    /^must end after it begins; got from 2020-02-01/,
  ],
  [
    'an office that does not exist',
    withEvent({ participations: [{ actor: 'a', role: 'INITIATOR', office: 'o' }] }),
    ['events', 0, 'participations', 0, 'office'],
    /^must be a key of the offices of this document, or the id of a stored office; got "o"\.$/,
  ],
]

test.for(REFUSED)('refuses %s with the path and the fix', ([, document, path, message]) => {
  expect(problemsOf(document)).toEqual([{ path, message: expect.stringMatching(message) }])
})

test('accepts a stated HOUR, PART_OF_DAY or WEEK that fits the date', () => {
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

test('accepts an attribution with only the mode UNNAMED', () => {
  expect(problemsOf(withClaim({ attribution: [{ mode: 'UNNAMED' }] }))).toEqual([])
})
