import { claim, phoneCall, reportDocument } from './report-document.ts'

/** A report with one phone call that has other fields. */
export function withEvent(overrides: Record<string, unknown>) {
  return reportDocument({ events: [phoneCall(overrides)] })
}
function withClaim(overrides: Record<string, unknown>) {
  return withEvent({ claims: [claim('State A phoned State B', overrides)] })
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
/** An event that is part of another one. */
export function subevent(key: string, parent: string) {
  return phoneCall({ key, relations: [{ kind: 'SUBEVENT_OF', event: parent }] })
}

/** Invalid reports: a description, the document, and the expected problem. */
export const REFUSED: [description: string, document: unknown, problem: string | RegExp][] = [
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
    'an article without url and textSha256',
    reportDocument({ article: { language: 'en' } }),
    /^- article: has neither a url nor a textSha256/,
  ],
  ['an invalid URL', reportDocument({ article: { url: 'javascript:alert(1)' } }), /^- article\.url: /],
  [
    'an impossible day',
    reportDocument({ article: { url: 'https://x.example/', publishedOn: '2020-02-30' } }),
    /^- article\.publishedOn: /,
  ],
  ['a NUL character', withEvent({ title: 'a\u0000b' }), /^- events\[0\]\.title: must not contain the NUL character/],
  [
    'half of a surrogate pair',
    withEvent({ title: 'a\ud83c' }),
    /^- events\[0\]\.title: must not contain half of a surrogate pair/,
  ],
  ['a trailing space', withEvent({ title: 'a ' }), /^- events\[0\]\.title: must not begin or end with a space/],
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
    'a precision that is coarser than the date',
    withEvent({ occurred: { edtf: '2020-01-06', precision: 'YEAR', basis: 'EXPLICIT' } }),
    /^- events\[0\]\.occurred\.precision: YEAR does not fit/,
  ],
  [
    'an `earliest` before the date',
    withEvent({ occurred: { edtf: '2020-01-06', earliest: '2020-01-05T23:00:00Z', basis: 'EXPLICIT' } }),
    '- events[0].occurred.earliest: lies before "2020-01-06".',
  ],
  [
    'a `latest` before `earliest`',
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
    'a reference to a missing key',
    withEvent({ participations: [{ actor: 'c', role: 'INITIATOR' }] }),
    '- events[0].participations[0].actor: "c" is not the key of one of the actors of this document: a, b.',
  ],
  [
    'an id of another type',
    withEvent({ participations: [{ actor: 'evt_01h455vb4pex5vsknk084sn02q', role: 'INITIATOR' }] }),
    '- events[0].participations[0].actor: "evt_01h455vb4pex5vsknk084sn02q" is not the id of one of the actors.',
  ],
  [
    'a role that the kind does not have',
    withEvent({ participations: [{ actor: 'a', role: 'BELLIGERENT' }] }),
    /^- events\[0\]\.participations\[0\]\.role: BELLIGERENT means nothing in a PHONE_CALL\. Its roles are INITIATOR, RECIPIENT/,
  ],
  [
    'a repeated participation',
    withEvent({
      participations: [
        { actor: 'a', role: 'INITIATOR' },
        { actor: 'a', role: 'INITIATOR' },
      ],
    }),
    '- events[0].participations[1]: "a" already takes part as INITIATOR.',
  ],
  [
    'a relation of an event to itself',
    withEvent({ relations: [{ kind: 'FOLLOWS', event: 'call' }] }),
    '- events[0].relations[0].event: ties the event to itself.',
  ],
  [
    'a cycle of subevents',
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
    'a claim about a relation without `relation`',
    withClaim({ aspect: 'RELATION' }),
    '- events[0].claims[0]: is about a relation. Say which by `relation`.',
  ],
  [
    'a claim about a relation that the event does not have',
    withClaim({ aspect: 'RELATION', relation: { kind: 'FOLLOWS', event: 'call' } }),
    '- events[0].claims[0].relation: is not one of the relations of the event.',
  ],
  [
    'a claim about a detail without `detail`',
    withClaim({ aspect: 'DETAIL' }),
    "- events[0].claims[0]: is about one of the kind's own fields. Say which by `detail`.",
  ],
  [
    'a claim about a field of another kind',
    withClaim({ aspect: 'DETAIL', detail: 'scenario' }),
    '- events[0].claims[0].detail: "scenario" is not a field of a PHONE_CALL. Its own fields are topics, durationMinutes.',
  ],
  [
    'an attribution without agent and label',
    withClaim({ attribution: [{ mode: 'DIRECT_SPEECH' }] }),
    '- events[0].claims[0].attribution[0]: names nobody. Give an agent or a label, or the mode UNNAMED.',
  ],
  [
    'an attribution to the article itself',
    withClaim({ attribution: [{ mode: 'PUBLICATION' }] }),
    /^- events\[0\]\.claims\[0\]\.attribution\[0\]\.mode: /,
  ],
  ['a certainty that is derived', withClaim({ certainty: 'DISPUTED' }), /^- events\[0\]\.claims\[0\]\.certainty: /],
  [
    'a quantity with an unknown claim',
    withEvent({ quantities: [{ measure: 'OTHER', approximation: 'EXACT', claim: 'x' }] }),
    '- events[0].quantities[0].claim: "x" is not the key of a claim of this event.',
  ],
  [
    'a latitude without longitude',
    withEvent({ location: { precision: 'SITE', latitude: 1 } }),
    /^- events\[0\]\.location: has one coordinate without the other/,
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
    '- actors[0].tenures: belong to a PERSON, and this is a STATE.',
  ],
  [
    'a period that ends before it starts',
    reportDocument({
      places: [{ ...place('p1'), parents: [{ kind: 'CLAIMED_BY', place: 'p2', ...period }] }, place('p2')],
    }),
    /^- places\[0\]\.parents\[0\]: ends on 2020-01-01, before or as it begins/,
  ],
]
