import { phoneCall, reportDocument } from './report-document.ts'
import { place, subevent, withClaim, withEvent } from './report-variants.ts'

const period = { from: '2020-02-01', until: '2020-01-01' }
/** Documents with one problem each, and its path and message. */
export const REFUSED: [what: string, document: unknown, expected: string | RegExp][] = [
  ['no document', null, /^- document: must be an object; got null\./],
  ['a list', [], /^- document: must be an object; got a list\./],
  ['an unknown key', reportDocument({ colour: 'red' }), /^- document: Unrecognized key: "colour"/],
  ['an unknown key within', withEvent({ colour: 'red' }), /^- events\[0\]: Unrecognized key: "colour"/],
  [
    'an unknown detail',
    withEvent({ details: { colour: 'red' } }),
    /^- events\[0\]\.details: Unrecognized key: "colour"/,
  ],
  [
    'an unknown kind',
    withEvent({ kind: 'PARTY' }),
    /^- events\[0\]\.kind: must be one of .*PHONE_CALL.*; got "PARTY"\.$/,
  ],
  ['no event', reportDocument({ events: [] }), /^- events: must have at least 1 item; got 0\.$/],
  ['no claim', withEvent({ claims: [] }), /^- events\[0\]\.claims: must have at least 1 item; got 0\.$/],
  [
    'an article without url, digest and body',
    reportDocument({ article: { language: 'en' } }),
    /^- article: needs a url, a textSha256 or a body/,
  ],
  ['a URL that is not http or https', reportDocument({ article: { url: 'javascript:alert(1)' } }), /^- article\.url: /],
  [
    'a day that does not exist',
    reportDocument({ article: { url: 'https://x.example/', publishedOn: '2020-02-30' } }),
    /^- article\.publishedOn: /,
  ],
  ['a NUL character', withEvent({ title: 'a\u0000b' }), /^- events\[0\]\.title: must not contain the NUL character/],
  [
    'half of a surrogate pair',
    withEvent({ title: 'a\ud83c' }),
    /^- events\[0\]\.title: must not contain half of a surrogate pair/,
  ],
  [
    'a space at the end',
    withEvent({ title: 'a ' }),
    /^- events\[0\]\.title: must not begin or end with white space; got "a "/,
  ],
  [
    'an impossible date',
    withEvent({ occurred: { edtf: '2020-02-30', basis: 'EXPLICIT' } }),
    /^- events\[0\]\.occurred\.edtf: "2020-02-30" is not a possible EDTF date/,
  ],
  [
    'a precision that is finer than the date',
    withEvent({ occurred: { edtf: '2020-01', precision: 'HOUR', basis: 'EXPLICIT' } }),
    /^- events\[0\]\.occurred\.precision: HOUR does not fit "2020-01"/,
  ],
  [
    'a precision that EDTF expresses',
    withEvent({ occurred: { edtf: '2020-01-06', precision: 'YEAR', basis: 'EXPLICIT' } }),
    /^- events\[0\]\.occurred\.precision: YEAR does not fit/,
  ],
  [
    'a span that begins before its date',
    withEvent({ occurred: { edtf: '2020-01-06', earliest: '2020-01-05T23:00:00Z', basis: 'EXPLICIT' } }),
    '- events[0].occurred.earliest: must not lie before "2020-01-06", which begins at 2020-01-06T00:00:00.000Z; got 2020-01-05T23:00:00.000Z.',
  ],
  [
    'a span that ends before it begins',
    withEvent({
      occurred: {
        edtf: '2020-01-06',
        earliest: '2020-01-06T12:00:00Z',
        latest: '2020-01-06T11:00:00Z',
        basis: 'EXPLICIT',
      },
    }),
    '- events[0].occurred: must end after it begins; got a begin at 2020-01-06T12:00:00.000Z and an end at 2020-01-06T11:00:00.000Z.',
  ],
  [
    'a key used twice',
    reportDocument({ events: [phoneCall(), phoneCall()] }),
    '- events[1].key: must be unique; "call" is already the key of another of the events.',
  ],
  [
    'a reference to a key that does not exist',
    withEvent({ participations: [{ actor: 'c', role: 'INITIATOR' }] }),
    '- events[0].participations[0].actor: must be a key of the actors of this document (a, b), or the id of a stored actor; got "c".',
  ],
  [
    'the id of an event as an actor',
    withEvent({ participations: [{ actor: 'evt_01h455vb4pex5vsknk084sn02q', role: 'INITIATOR' }] }),
    '- events[0].participations[0].actor: must be the id of an actor; got "evt_01h455vb4pex5vsknk084sn02q", the id of an event.',
  ],
  [
    'a role that the kind does not allow',
    withEvent({ participations: [{ actor: 'a', role: 'BELLIGERENT' }] }),
    /^- events\[0\]\.participations\[0\]\.role: must be a role of PHONE_CALL: INITIATOR, RECIPIENT.*; got BELLIGERENT\.$/,
  ],
  [
    'the same participation twice',
    withEvent({
      participations: [
        { actor: 'a', role: 'INITIATOR' },
        { actor: 'a', role: 'INITIATOR' },
      ],
    }),
    '- events[0].participations[1]: repeats an earlier participation of "a" as INITIATOR. Remove one of them.',
  ],
  [
    'a relation of an event to itself',
    withEvent({ relations: [{ kind: 'FOLLOWS', event: 'call' }] }),
    '- events[0].relations[0].event: relates the event "call" to itself. Remove it.',
  ],
  [
    'a cycle of events',
    reportDocument({ events: [subevent('e1', 'e2'), subevent('e2', 'e3'), subevent('e3', 'e1')] }),
    /^- events\[2\]\.relations\[0\]: makes "e3" a part of itself/,
  ],
  [
    'a cycle of places',
    reportDocument({ places: [place('p1', 'p2'), place('p2', 'p1')] }),
    /^- places\[1\]\.parents\[0\]: makes "p2" a part of itself/,
  ],
  [
    'a cycle of storylines',
    reportDocument({ storylines: [{ key: 's1', title: 'S1', parent: 's1' }] }),
    /^- storylines\[0\]\.parent: makes "s1" a part of itself/,
  ],
  [
    'a claim of aspect RELATION without a relation',
    withClaim({ aspect: 'RELATION' }),
    '- events[0].claims[0]: needs a relation, because its aspect is RELATION.',
  ],
  [
    'a claim about a relation that the event does not have',
    withClaim({ aspect: 'RELATION', relation: { kind: 'FOLLOWS', event: 'call' } }),
    '- events[0].claims[0].relation: must be one of the relations of the event; got FOLLOWS to "call". Add it to relations.',
  ],
  [
    'a claim of aspect DETAIL without a detail',
    withClaim({ aspect: 'DETAIL' }),
    '- events[0].claims[0]: needs a detail, because its aspect is DETAIL.',
  ],
  [
    'a claim about a field of another kind',
    withClaim({ aspect: 'DETAIL', detail: 'scenario' }),
    '- events[0].claims[0].detail: must be one of the fields of PHONE_CALL: topics, durationMinutes; got "scenario".',
  ],
  [
    'an attribution without agent and label',
    withClaim({ attribution: [{ mode: 'DIRECT_SPEECH' }] }),
    '- events[0].claims[0].attribution[0]: needs an agent or a label with the mode DIRECT_SPEECH. Give one, or use UNNAMED.',
  ],
  [
    'the implied attribution PUBLICATION',
    withClaim({ attribution: [{ mode: 'PUBLICATION' }] }),
    /^- events\[0\]\.claims\[0\]\.attribution\[0\]\.mode: /,
  ],
  ['the derived certainty DISPUTED', withClaim({ certainty: 'DISPUTED' }), /^- events\[0\]\.claims\[0\]\.certainty: /],
  [
    'a quantity of a claim that does not exist',
    withEvent({ quantities: [{ measure: 'OTHER', approximation: 'EXACT', claim: 'x' }] }),
    '- events[0].quantities[0].claim: must be the key of a claim of the same event; got "x".',
  ],
  [
    'a latitude without a longitude',
    withEvent({ location: { precision: 'SITE', latitude: 1 } }),
    /^- events\[0\]\.location: has a latitude but no longitude\. Give both or neither\.$/,
  ],
  [
    'a latitude above 90',
    withEvent({ location: { precision: 'SITE', latitude: 91, longitude: 0 } }),
    /^- events\[0\]\.location\.latitude: /,
  ],
  [
    'a tenure of a state',
    reportDocument({
      offices: [{ key: 'o', title: 'O' }],
      actors: [
        { key: 'a', kind: 'STATE', name: 'A', tenures: [{ office: 'o' }] },
        { key: 'b', kind: 'STATE', name: 'B' },
      ],
    }),
    '- actors[0].tenures: are allowed for a PERSON only; the actor is of kind STATE. Remove them.',
  ],
  [
    'a period that ends before it begins',
    reportDocument({
      places: [{ ...place('p1'), parents: [{ kind: 'CLAIMED_BY', place: 'p2', ...period }] }, place('p2')],
    }),
    /^- places\[0\]\.parents\[0\]: must end after it begins; got from 2020-02-01 until 2020-01-01 \(exclusive\)/,
  ],
]
