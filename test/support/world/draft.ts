import { LOCATION_PRECISIONS, REALIS, type MEASURES } from '../../../database/tables/enums.ts'
import { rolesOf, type EventKindName } from '../../../database/tables/event-kinds.ts'
import type { Chance } from '../random.ts'
import { randomDetails } from './details.ts'
import { ACTORS, CODES, EXTERNAL_IDS, PLACES, STORYLINES, TIMES, WORDS } from './entities.ts'

const KINDS: readonly EventKindName[] = [
  'PHONE_CALL',
  'MEETING',
  'ARMED_CLASH',
  'STATEMENT',
  'ATTACK',
  'THREAT',
  'CEASEFIRE',
  'EXERCISE',
]

/** A random event of a report document. */
export function draftOf(chance: Chance, key: string) {
  const kind = chance.of(KINDS)
  const roles = rolesOf(kind)
  const place = chance.is(0.75) ? chance.of(PLACES).key : undefined
  const hasPoint = chance.is(0.4)
  const isLocated = place !== undefined || hasPoint
  const number = () => chance.of([0, 1, 5, 24, 100])
  const quantity = () => ({
    measure: chance.of(['FATALITIES', 'FATALITIES', 'PERSONNEL'] satisfies (typeof MEASURES)[number][]),
    approximation: chance.of(['ABOUT', 'ABOUT', 'EXACT']),
    ...(chance.is(0.6) && { low: number() }),
    ...(chance.is(0.6) && { best: number() }),
    ...(chance.is(0.4) && { high: number() }),
    ...(chance.is(0.2) && { side: 'A' }),
  })
  const words = chance.some(WORDS, 0.3)
  const edtf = chance.of(TIMES)
  const title = ['Event', ...words].join(' ')
  const details = randomDetails(chance, kind)
  return {
    key,
    kind,
    title,
    ...(chance.is(0.4) && { summary: chance.of(WORDS) }),
    realis: chance.is(0.7) ? 'ACTUAL' : chance.of(REALIS),
    polarity: chance.is(0.85) ? 'POSITIVE' : 'NEGATIVE',
    occurred: { edtf, basis: 'EXPLICIT' },
    ...(isLocated && {
      location: {
        precision: chance.of(LOCATION_PRECISIONS),
        ...(place !== undefined && { place }),
        ...(hasPoint && { latitude: chance.of([10, 10.5, 11, -60]), longitude: chance.of([170, 179.5, -179.5, 0]) }),
        ...(chance.is(0.5) && { radiusKm: chance.of([0, 10, 500]) }),
      },
    }),
    participations: chance.some(ACTORS, 0.35).flatMap(({ key: actor }) =>
      chance.some(roles.slice(0, 2), 0.7).map((role) => ({
        actor,
        role,
        ...(chance.is(0.3) && heldOffice(actor, edtf) && { office: 'chair' }),
      })),
    ),
    claims: Array.from({ length: 1 + chance.below(2) }, () => claimOf(chance)),
    quantities: Array.from({ length: chance.below(3) }, quantity),
    externalIds: chance.some(EXTERNAL_IDS, 0.2),
    codes: chance.some(CODES, 0.25).map((code) => ({ scheme: 'CAMEO', code })),
    storylines: chance.some(STORYLINES, 0.3).map((storyline) => storyline.key),
    ...(details && { details }),
  }
}

/** Whether the actor held the office at the time: otherwise the report would be rejected. */
function heldOffice(actor: string, edtf: string): boolean {
  return (actor === 'c' && ['2016-04-05', 'XXXX-XX-XX'].includes(edtf)) || (actor === 'd' && edtf === '2016-06-01')
}

function claimOf(chance: Chance) {
  const exact = chance.of(WORDS)
  return {
    aspect: 'OCCURRENCE',
    certainty: chance.of(['REPORTED', 'REPORTED', 'REPORTED', 'UNCLEAR', 'DENIED']),
    polarity: chance.is(0.85) ? 'POSITIVE' : 'NEGATIVE',
    quote: { exact, start: 0, end: exact.length },
    attribution: chance.some(ACTORS, 0.2).map(({ key }) => ({ agent: key, mode: 'INDIRECT_SPEECH' })),
  }
}

export type Draft = ReturnType<typeof draftOf>
