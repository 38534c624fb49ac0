import { claim, phoneCall, reportDocument } from './report-document.ts'

/** A report whose one event differs. */
export function withEvent(more: Record<string, unknown>) {
  return reportDocument({ events: [phoneCall(more)] })
}
function withClaim(more: Record<string, unknown>) {
  return withEvent({ claims: [claim('State A phoned State B', more)] })
}
const period = { from: '2020-02-01', until: '2020-01-01' }
function place(key: string, parent?: string) {
  return {
    key,
    kind: 'SITE',
    name: key,
    parents: parent === undefined ? [] : [{ kind: 'PART_OF', place: parent }],
  }
}
/** An event that is a part of another. */
export function subevent(key: string, of: string) {
  return phoneCall({ key, relations: [{ kind: 'SUBEVENT_OF', event: of }] })
}

/** Documents with one thing wrong, and the complaint that must be heard. */
export const REFUSED: [what: string, document: unknown, complaint: string | RegExp][] = [
  ['no document', null, /^- document: Invalid input/],
  ['a list', [], /^- document: Invalid input/],
  ['an unknown key', reportDocument({ colour: 'red' }), /^- document: Unrecognized key: "colour"/],
  ['an unknown key within', withEvent({ colour: 'red' }), /^- events\[0\]: Unrecognized key: "colour"/],
  [
    'an unknown detail',
    withEvent({ details: { colour: 'red' } }),
    /^- events\[0\]\.details: Unrecognized key: "colour"/,
  ],
  ['an unknown kind', withEvent({ kind: 'PARTY' }), /^- events\[0\]\.kind: Invalid discriminator/],
  ['no event', reportDocument({ events: [] }), /^- events: Too small/],
  ['no claim', withEvent({ claims: [] }), /^- events\[0\]\.claims: Too small/],
  [
    'an article that cannot be told from others',
    reportDocument({ article: { language: 'en' } }),
    /^- article: has neither a url nor a textSha256/,
  ],
  ['an address that is none', reportDocument({ article: { url: 'javascript:alert(1)' } }), /^- article\.url: /],
  [
    'a day that is none',
    reportDocument({ article: { url: 'https://x.example/', publishedOn: '2020-02-30' } }),
    /^- article\.publishedOn: /,
  ],
  ['a NUL', withEvent({ title: 'a\u0000b' }), /^- events\[0\]\.title: must not contain the NUL character/],
  [
    'half a character',
    withEvent({ title: 'a\ud83c' }),
    /^- events\[0\]\.title: must not contain half of a surrogate pair/,
  ],
  ['space at an end', withEvent({ title: 'a ' }), /^- events\[0\]\.title: must not begin or end with a space/],
  [
    'an impossible date',
    withEvent({ occurred: { edtf: '2020-02-30', basis: 'EXPLICIT' } }),
    /^- events\[0\]\.occurred\.edtf: "2020-02-30" is not a possible EDTF date/,
  ],
  [
    'a precision that does not fit',
    withEvent({ occurred: { edtf: '2020-01', precision: 'HOUR', basis: 'EXPLICIT' } }),
    /^- events\[0\]\.occurred\.precision: HOUR does not fit "2020-01"/,
  ],
  [
    'a precision that EDTF says otherwise',
    withEvent({ occurred: { edtf: '2020-01-06', precision: 'YEAR', basis: 'EXPLICIT' } }),
    /^- events\[0\]\.occurred\.precision: YEAR does not fit/,
  ],
  [
    'a span that leaves its date',
    withEvent({ occurred: { edtf: '2020-01-06', earliest: '2020-01-05T23:00:00Z', basis: 'EXPLICIT' } }),
    '- events[0].occurred.earliest: lies before "2020-01-06".',
  ],
  [
    'a span the wrong way round',
    withEvent({
      occurred: {
        edtf: '2020-01-06',
        earliest: '2020-01-06T12:00:00Z',
        latest: '2020-01-06T11:00:00Z',
        basis: 'EXPLICIT',
      },
    }),
    '- events[0].occurred: ends before it begins.',
  ],
  [
    'a key used twice',
    reportDocument({ events: [phoneCall(), phoneCall()] }),
    '- events[1].key: "call" is already the key of another of the events. Give each its own.',
  ],
  [
    'a key that leads nowhere',
    withEvent({ participations: [{ actor: 'c', role: 'INITIATOR' }] }),
    '- events[0].participations[0].actor: "c" is not the key of one of the actors of this document: a, b.',
  ],
  [
    'an id of something else',
    withEvent({ participations: [{ actor: 'evt_01h455vb4pex5vsknk084sn02q', role: 'INITIATOR' }] }),
    '- events[0].participations[0].actor: "evt_01h455vb4pex5vsknk084sn02q" is not the id of one of the actors.',
  ],
  [
    'a role that means nothing',
    withEvent({ participations: [{ actor: 'a', role: 'BELLIGERENT' }] }),
    /^- events\[0\]\.participations\[0\]\.role: BELLIGERENT means nothing in a PHONE_CALL\. Its roles are INITIATOR, RECIPIENT/,
  ],
  [
    'a role taken twice',
    withEvent({
      participations: [
        { actor: 'a', role: 'INITIATOR' },
        { actor: 'a', role: 'INITIATOR' },
      ],
    }),
    '- events[0].participations[1]: "a" already takes part as INITIATOR.',
  ],
  [
    'a tie to itself',
    withEvent({ relations: [{ kind: 'FOLLOWS', event: 'call' }] }),
    '- events[0].relations[0].event: ties the event to itself.',
  ],
  [
    'a circle of events',
    reportDocument({ events: [subevent('e1', 'e2'), subevent('e2', 'e3'), subevent('e3', 'e1')] }),
    /^- events\[2\]\.relations\[0\]: makes "e3" a part of itself/,
  ],
  [
    'a circle of places',
    reportDocument({ places: [place('p1', 'p2'), place('p2', 'p1')] }),
    /^- places\[1\]\.parents\[0\]: makes "p2" a part of itself/,
  ],
  [
    'a circle of storylines',
    reportDocument({ storylines: [{ key: 's1', title: 'S1', parent: 's1' }] }),
    /^- storylines\[0\]\.parent: makes "s1" a part of itself/,
  ],
  [
    'a claim about no relation',
    withClaim({ aspect: 'RELATION' }),
    '- events[0].claims[0]: is about a relation. Say which by `relation`.',
  ],
  [
    'a claim about another relation',
    withClaim({ aspect: 'RELATION', relation: { kind: 'FOLLOWS', event: 'call' } }),
    '- events[0].claims[0].relation: is not one of the relations of the event.',
  ],
  [
    'a claim about no field',
    withClaim({ aspect: 'DETAIL' }),
    "- events[0].claims[0]: is about one of the kind's own fields. Say which by `detail`.",
  ],
  [
    'a claim about a field of another kind',
    withClaim({ aspect: 'DETAIL', detail: 'scenario' }),
    '- events[0].claims[0].detail: "scenario" is not a field of a PHONE_CALL. Its own fields are topics, durationMinutes.',
  ],
  [
    'a link that names nobody',
    withClaim({ attribution: [{ mode: 'DIRECT_SPEECH' }] }),
    '- events[0].claims[0].attribution[0]: names nobody. Give an agent or a label, or the mode UNNAMED.',
  ],
  [
    'the link that is implied',
    withClaim({ attribution: [{ mode: 'PUBLICATION' }] }),
    /^- events\[0\]\.claims\[0\]\.attribution\[0\]\.mode: /,
  ],
  ['a certainty that is derived', withClaim({ certainty: 'DISPUTED' }), /^- events\[0\]\.claims\[0\]\.certainty: /],
  [
    'a number of no claim',
    withEvent({ quantities: [{ measure: 'OTHER', approximation: 'EXACT', claim: 'x' }] }),
    '- events[0].quantities[0].claim: "x" is not the key of a claim of this event.',
  ],
  [
    'half a coordinate',
    withEvent({ location: { precision: 'SITE', latitude: 1 } }),
    /^- events\[0\]\.location: has one coordinate without the other/,
  ],
  [
    'a coordinate off the earth',
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
    '- actors[0].tenures: belong to a PERSON, and this is a STATE.',
  ],
  [
    'a period the wrong way round',
    reportDocument({
      places: [{ ...place('p1'), parents: [{ kind: 'CLAIMED_BY', place: 'p2', ...period }] }, place('p2')],
    }),
    /^- places\[0\]\.parents\[0\]: ends on 2020-01-01, before or as it begins/,
  ],
]
