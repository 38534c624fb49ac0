import { expect, test } from 'vitest'
import { annotation, claims, eventOf, hasAnnotation, report, placeOf } from './karabakh.ts'

/** The keys of the report by the ids of the reference annotation. `seeds/README.md` explains the differences. */
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
  D9: ['e17', '2016-04-05/..'],
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
/**
 * Relations that the report expresses in another way. The group GR1 of the two calls becomes a relation of each call.
 */
const OTHER_RELATIONS: Record<string, string[]> = {
  'E1 IN_GROUP GR1': ['e1 in calls'],
  'E2 IN_GROUP GR1': ['e2 in calls'],
  'report of GR1 FOLLOWS (several hours) E10': ['e6 FOLLOWS e10'],
  'E17 PLANNED_BEFORE E7': ['e17 plannedBeforehand UNCLEAR'],
  'E20 DEMANDED_BY E4': ['e20 CONTENT_OF e4'],
}
const OTHER_KINDS: Record<string, string> = { E17: 'EXERCISE', E21: 'ACCUSATION', E22: 'AGREEMENT' }
const OTHER_ROLES: Record<string, string> = { 'E22 SPEAKER': 'PARTY' }
const OTHER_REALIS: Record<string, string> = { NEGATED: 'ACTUAL', ONGOING: 'ACTUAL' }

function overlaps(span: { start: number; end: number }, candidates: typeof claims) {
  return candidates.map(placeOf).some(({ start, end }) => start < span.end && span.start < end)
}

if (!hasAnnotation) console.warn('../shared/seed/annotation.json does not exist: these tests are skipped.')

test.runIf(hasAnnotation)('the report has every annotated event with its kind, realis and evidence', () => {
  expect(annotation.events).toHaveLength(22)
  for (const { id, type, realis, evidence } of annotation.events) {
    const event = eventOf(id.toLowerCase())
    const kind = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
    const [word = ''] = /^\w+/.exec(realis) ?? []
    expect([id, event.kind]).toEqual([id, OTHER_KINDS[id] ?? kind])
    expect([id, event.realis]).toEqual([id, OTHER_REALIS[word] ?? word])
    expect([id, event.polarity]).toEqual([id, word === 'NEGATED' ? 'NEGATIVE' : 'POSITIVE'])
    expect([id, evidence.some((span) => overlaps(span, event.claims))]).toEqual([id, true])
  }
})

test.runIf(hasAnnotation)('every CAMEO code is annotated; events whose code does not fit have none', () => {
  for (const { id, cameo } of annotation.events) {
    const codes = eventOf(id.toLowerCase()).codes.filter(({ scheme }) => scheme === 'CAMEO')
    expect([id, codes.length]).toEqual([id, id === 'E17' || id === 'E18' ? 0 : 1])
    for (const { code } of codes) expect(/^\d+(?:\/\d+)*/.exec(cameo)?.[0].split('/')).toContain(code)
  }
})

test.runIf(hasAnnotation)('every annotated participant is a participant, an attribution or in a quote', () => {
  for (const { id, kind, mention } of annotation.participants) {
    const actor = report.actors.find(({ key }) => key === ACTORS[id])
    expect([id, actor?.kind]).toEqual([id, kind.replace('ORGANISATION', 'ORGANIZATION')])
    const isNamed = report.events.some((event) => {
      const agents = event.claims.flatMap(({ attribution }) => attribution.map(({ agent }) => agent))
      return event.participations.some(({ actor: key }) => key === ACTORS[id]) || agents.includes(ACTORS[id])
    })
    expect([id, isNamed || overlaps(mention, claims)]).toEqual([id, true])
  }
  for (const { id, participants } of annotation.events) {
    const { participations } = eventOf(id.toLowerCase())
    const annotated = participants.map((participant) => {
      const [, actorId = '', role = ''] = /^(\w+) (\w+)/.exec(participant) ?? []
      return `${ACTORS[actorId]} ${OTHER_ROLES[`${id} ${role}`] ?? role}`
    })
    expect([id, ...participations.map(({ actor, role }) => `${actor} ${role}`)]).toEqual([id, ...annotated])
  }
})

test.runIf(hasAnnotation)('the report has every annotated place, and every event its location', () => {
  for (const { id, type } of annotation.places) {
    expect([id, report.places.find(({ key }) => key === PLACES[id])?.kind]).toEqual([id, type])
  }
  for (const { id, place } of annotation.events) {
    // E3 is an appeal by telephone: the place of the fighting is not its location.
    const expected = place && id !== 'E3' ? PLACES[place] : undefined
    expect([id, eventOf(id.toLowerCase()).location?.place]).toEqual([id, expected])
  }
})

test.runIf(hasAnnotation)('the report has every annotated date and quantity with its text', () => {
  expect(annotation.dates.map(({ id }) => id)).toEqual(Object.keys(DATES))
  for (const { id, mention } of annotation.dates) {
    const [key, edtf] = DATES[id] ?? ['', '']
    const event = eventOf(key)
    const { occurred } = event
    expect([id, occurred.edtf]).toEqual([id, edtf])
    const isQuoted = occurred.text !== undefined && mention.quote.includes(occurred.text)
    expect([id, isQuoted || overlaps(mention, event.claims)]).toEqual([id, true])
  }
  expect(annotation.quantities.map(({ id }) => id)).toEqual(Object.keys(QUANTITIES))
  for (const { id, mention } of annotation.quantities) {
    const [key, ...number] = QUANTITIES[id] ?? ['']
    const numbers = eventOf(key).quantities.map(({ measure, low, best, high, approximation, text = '' }) => ({
      number: [measure, low, best, high, approximation],
      isQuoted: mention.quote.includes(text),
    }))
    expect(numbers).toContainEqual({ number, isQuoted: true })
  }
})

test.runIf(hasAnnotation)('the report has exactly the annotated relations', () => {
  const expand = (id: string) => (id === 'GR1' ? ['e1', 'e2'] : [id.toLowerCase()])
  const expected = annotation.relations.flatMap(
    ([from, kind, to]) =>
      OTHER_RELATIONS[`${from} ${kind} ${to}`] ??
      expand(from).flatMap((source) => expand(to).map((target) => `${source} ${kind} ${target}`)),
  )
  const relations = report.events.flatMap((event) => [
    ...event.relations.map(({ kind, event: target }) => `${event.key} ${kind} ${target}`),
    ...event.storylines
      .filter((key) => key === 'calls' && event.kind === 'PHONE_CALL')
      .map((key) => `${event.key} in ${key}`),
    ...event.claims.flatMap(({ detail, certainty }) =>
      detail === 'plannedBeforehand' ? [`${event.key} ${detail} ${certainty}`] : [],
    ),
  ])
  expect(relations.toSorted()).toEqual(expected.toSorted())
})

test.runIf(hasAnnotation)('the report has every annotated claim with its certainty, and every quotation', () => {
  expect(annotation.claims.map(({ id }) => id)).toEqual(Object.keys(CLAIMS))
  for (const { id, evidence, certainty } of annotation.claims) {
    for (const key of CLAIMS[id] ?? []) {
      const eventClaims = eventOf(key).claims.filter((claim) => overlaps(evidence, [claim]))
      expect([id, key, ...new Set(eventClaims.map((claim) => claim.certainty))]).toEqual([
        id,
        key,
        certainty.split(' ')[0],
      ])
    }
  }
  expect(annotation.quotes.filter((quote) => !overlaps(quote, claims)).map(({ quote }) => quote)).toEqual([])
})
