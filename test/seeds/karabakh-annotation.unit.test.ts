import { expect, test } from 'vitest'
import { annotation, claims, report } from './karabakh.ts'

/** What each part of the reference reading has become; `seeds/README.md` says why some parts differ. */
const ACTORS: Record<string, string> = {
  P1: 'putin',
  P2: 'sarkisian',
  P3: 'aliyev',
  P4: 'merkel',
  P5: 'steinmeier',
  P6: 'putin-press-secretary',
  P7: 'karabakh-army-spokesman',
  O1: 'kremlin',
  O2: 'minsk-group',
  F1: 'karabakh-armenian-army',
  F2: 'azerbaijani-army',
  F3: 'russian-military',
  S1: 'russia',
  S2: 'armenia',
  S3: 'azerbaijan',
  S4: 'germany',
  S5: 'united-states',
  S6: 'france',
  G1: 'warring-sides',
  G2: 'official-sources',
}
const PLACES: Record<string, string> = {
  L1: 'nagorno-karabakh',
  L2: 'line-of-contact',
  L3: 'karabakh-frontline',
  L4: 'dagestan',
  L5: 'germany-country',
}
const DATES: Record<string, [event: string, edtf: string]> = {
  D1: ['e1', '2016-04-05'],
  D2: ['e7', '2016-04-02/..'],
  D3: ['e14', '2016-04-06/2016-04-07'],
  D4: ['e14', '2016-04-06/2016-04-07'],
  D5: ['e9', '2016-04-05'],
  D6: ['e6', '2016-04-05'],
  D7: ['e12', '2016-04-05'],
  D8: ['e8', '2016-04-02'],
  D9: ['e17', '2016-04-05/2016-04-09'],
}
const QUANTITIES: Record<string, [event: string, ...number: unknown[]]> = {
  N1: ['e7', 'FATALITIES', 24, undefined, undefined, 'VAGUE_PLURAL'],
  N2: ['e17', 'PERSONNEL', undefined, 1000, undefined, 'ABOUT'],
  N3: ['e17', 'EQUIPMENT', 24, undefined, undefined, 'VAGUE_PLURAL'],
  N4: ['e17', 'DURATION', 5, 5, 5, 'EXACT'],
  N5: ['e14', 'DURATION', 2, 2, 2, 'EXACT'],
  N6: ['e6', 'DURATION', 2, undefined, undefined, 'VAGUE_PLURAL'],
}
const CLAIMS: Record<string, string[]> = {
  C1: ['e1', 'e2'],
  C2: ['e7'],
  C3: ['e3'],
  C4: ['e19'],
  C5: ['e4'],
  C6: ['e5'],
  C7: ['e9'],
  C8: ['e7'],
  C9: ['e11'],
  C10: ['e18'],
  C11: ['e17'],
  C12: ['e17'],
  C13: ['e17'],
  C14: ['e1', 'e2'],
  C15: ['e14'],
  C16: ['e21'],
  C17: ['e21'],
}
/** The group of the two calls, GR1, is each of them; these ties are said in other words. */
const TIES: Record<string, string[]> = {
  'E1 IN_GROUP GR1': ['e1 in calls'],
  'E2 IN_GROUP GR1': ['e2 in calls'],
  'report of GR1 FOLLOWS (several hours) E10': ['e6 FOLLOWS e10'],
  'E17 PLANNED_BEFORE E7': ['e17 plannedBeforehand UNCLEAR'],
  'E20 DEMANDED_BY E4': ['e20 CONTENT_OF e4'],
}
const OTHER_KINDS: Record<string, string> = { E17: 'EXERCISE', E21: 'ACCUSATION', E22: 'AGREEMENT' }
const OTHER_ROLES: Record<string, string> = { 'E22 SPEAKER': 'PARTY' }
const OTHER_REALIS: Record<string, string> = { NEGATED: 'ACTUAL', ONGOING: 'ACTUAL' }

const byKey = new Map(report.events.map((event) => [event.key, event]))
function overlaps(span: { start: number; end: number }, of: typeof claims) {
  return of.some(({ quote }) => quote.start < span.end && span.start < quote.end)
}

if (!annotation) console.warn('../shared/seed/annotation.json is not here: coverage of it is not checked.')

test.runIf(annotation)('every event is there, of its kind, with its evidence', () => {
  expect(annotation!.events).toHaveLength(22)
  for (const { id, type, realis, evidence } of annotation!.events) {
    const event = byKey.get(id.toLowerCase())!
    const kind = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
    const [word = ''] = /^\w+/.exec(realis) ?? []
    expect([id, event.kind]).toEqual([id, OTHER_KINDS[id] ?? kind])
    expect([id, event.realis]).toEqual([id, OTHER_REALIS[word] ?? word])
    expect([id, event.polarity]).toEqual([id, word === 'NEGATED' ? 'NEGATIVE' : 'POSITIVE'])
    expect([id, evidence.some((span) => overlaps(span, event.claims))]).toEqual([id, true])
  }
})

test.runIf(annotation)('no code is made up, and those that fit no kind are left out', () => {
  for (const { id, cameo } of annotation!.events) {
    const codes = byKey.get(id.toLowerCase())!.codes.filter(({ scheme }) => scheme === 'CAMEO')
    expect([id, codes.length]).toEqual([id, id === 'E17' || id === 'E18' ? 0 : 1])
    for (const { code } of codes) expect(cameo.match(/^\d+(?:\/\d+)*/)![0].split('/')).toContain(code)
  }
})

test.runIf(annotation)('every participant takes part as annotated, or is spoken of', () => {
  for (const { id, kind, mention } of annotation!.participants) {
    const actor = report.actors.find(({ key }) => key === ACTORS[id])
    expect([id, actor?.kind]).toEqual([id, kind.replace('ORGANISATION', 'ORGANIZATION')])
    const isTied = report.events.some(({ participations, claims: of }) => {
      const agents = of.flatMap(({ attribution }) => attribution.map(({ agent }) => agent))
      return participations.some((each) => each.actor === ACTORS[id]) || agents.includes(ACTORS[id])
    })
    expect([id, isTied || overlaps(mention, claims)]).toEqual([id, true])
  }
  for (const { id, participants } of annotation!.events) {
    const { participations } = byKey.get(id.toLowerCase())!
    const annotated = participants.map((each) => {
      const [, who = '', role = ''] = /^(\w+) (\w+)/.exec(each)!
      return `${ACTORS[who]} ${OTHER_ROLES[`${id} ${role}`] ?? role}`
    })
    expect([id, ...participations.map(({ actor, role }) => `${actor} ${role}`)]).toEqual([id, ...annotated])
  }
})

test.runIf(annotation)('every place is there, and is where things happen', () => {
  for (const { id, type } of annotation!.places) {
    expect([id, report.places.find(({ key }) => key === PLACES[id])?.kind]).toEqual([id, type])
  }
  for (const { id, place } of annotation!.events) {
    // An appeal on the telephone is not made where the fighting is.
    const expected = place && id !== 'E3' ? PLACES[place] : undefined
    expect([id, byKey.get(id.toLowerCase())!.location?.place]).toEqual([id, expected])
  }
})

test.runIf(annotation)('every date and every number is there, in the words of the article', () => {
  expect(annotation!.dates.map(({ id }) => id)).toEqual(Object.keys(DATES))
  for (const { id, mention } of annotation!.dates) {
    const [key, edtf] = DATES[id]!
    const { occurred, claims: of } = byKey.get(key)!
    expect([id, occurred.edtf]).toEqual([id, edtf])
    const isSaid = occurred.text !== undefined && mention.quote.includes(occurred.text)
    expect([id, isSaid || overlaps(mention, of)]).toEqual([id, true])
  }
  expect(annotation!.quantities.map(({ id }) => id)).toEqual(Object.keys(QUANTITIES))
  for (const { id, mention } of annotation!.quantities) {
    const [key, ...number] = QUANTITIES[id]!
    const numbers = byKey.get(key)!.quantities.map(({ measure, low, best, high, approximation, text = '' }) => ({
      number: [measure, low, best, high, approximation],
      isSaid: mention.quote.includes(text),
    }))
    expect(numbers).toContainEqual({ number, isSaid: true })
  }
})

test.runIf(annotation)('every tie is there, and no other', () => {
  const expand = (id: string) => (id === 'GR1' ? ['e1', 'e2'] : [id.toLowerCase()])
  const expected = annotation!.relations.flatMap(
    ([from, kind, to]) =>
      TIES[`${from} ${kind} ${to}`] ??
      expand(from).flatMap((one) => expand(to).map((other) => `${one} ${kind} ${other}`)),
  )
  const ties = report.events.flatMap((event) => [
    ...event.relations.map(({ kind, event: other }) => `${event.key} ${kind} ${other}`),
    ...event.storylines
      .filter((key) => key === 'calls' && event.kind === 'PHONE_CALL')
      .map((key) => `${event.key} in ${key}`),
    ...event.claims.flatMap(({ detail, certainty }) =>
      detail === 'plannedBeforehand' ? [`${event.key} ${detail} ${certainty}`] : [],
    ),
  ])
  expect(ties.toSorted()).toEqual(expected.toSorted())
})

test.runIf(annotation)('every claim and every quotation is there, as sure as it is', () => {
  expect(annotation!.claims.map(({ id }) => id)).toEqual(Object.keys(CLAIMS))
  for (const { id, evidence, certainty } of annotation!.claims) {
    for (const key of CLAIMS[id]!) {
      const said = byKey.get(key)!.claims.filter((claim) => overlaps(evidence, [claim]))
      expect([id, key, ...new Set(said.map((claim) => claim.certainty))]).toEqual([id, key, certainty.split(' ')[0]])
    }
  }
  expect(annotation!.quotes.filter((quote) => !overlaps(quote, claims)).map(({ quote }) => quote)).toEqual([])
})
