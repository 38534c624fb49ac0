import type { TypedKindName } from '../../../database/tables/event-kinds.ts'
import type { Chance } from '../random.ts'
import { detailFilters, withoutReversedEnd } from './details.ts'
import { ACTORS, CODES, DATASETS, EXTERNAL_IDS, PLACES, PUBLISHERS, STORYLINES } from './entities.ts'
import type { Filter } from './oracle.ts'
import type { World } from './world.ts'

const KINDS = ['PHONE_CALL', 'MEETING', 'ARMED_CLASH', 'STATEMENT', 'ATTACK', 'THREAT', 'CEASEFIRE', 'VISIT']
const REALIS = ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL']
const CERTAINTIES = ['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED', 'UNVERIFIED']

/** For each field of `EventWhere` a function that returns a random value. */
export function parts(chance: Chance, { events, idOf }: World): Record<string, () => unknown> {
  const actor = () => idOf('actor', chance.of(ACTORS).key)
  const place = () => idOf('place', chance.of(PLACES).key)
  const country = () => chance.of([idOf('place', 'qa'), 'QA', 'qb', 'QB', 'ZZ'])
  const participant = (): Filter =>
    chooseFields(chance, {
      actor,
      actors: () => chance.some(ACTORS, 0.4).map(({ key }) => idOf('actor', key)),
      name: () =>
        chance.of(['Testian', 'ТЕСТЯН', 'zoe', 'Ångström', 'Qaland', 'qaland guard', 'land', '100%', 'unmatched']),
      kind: () => chance.some(['PERSON', 'STATE', 'GROUP', 'ARMED_FORCE']),
      country,
      roles: () =>
        chance.some(['INITIATOR', 'RECIPIENT', 'SPEAKER', 'BELLIGERENT', 'PARTICIPANT', 'HOST', 'OTHER'], 0.4),
      office: () => idOf('office', 'chair'),
    })
  const ofKind = (kind: TypedKindName) => () => chooseFields(chance, detailFilters(chance, kind))
  return {
    ids: () => chance.some(events, 0.3).map(({ id }) => id),
    externalId: () => chance.of([...EXTERNAL_IDS, { scheme: 'UCDP_EVENT', value: '1' }]),
    kinds: () => chance.some(KINDS, 0.4),
    dataset: () => chance.some([...DATASETS, 'none'], 0.4),
    realis: () => chance.some(REALIS, 0.6),
    polarity: () => chance.some(['POSITIVE', 'NEGATIVE'], 0.7),
    evidence: () => chance.some(['QUOTED', 'LISTED', 'CODED'], 0.5),
    certainty: () => chance.some(CERTAINTIES, 0.5),
    occurred: () =>
      chance.is(0.2)
        ? { precision: chance.some(['DAY', 'MONTH', 'YEAR', 'RANGE', 'UNKNOWN']) }
        : {
            ...chance.of<Filter>([
              { during: '2016-04', ...(chance.is(0.3) && { precision: ['DAY', 'MONTH'] }) },
              { during: '2016-04-02' },
              { during: '2016-04-03/..' },
              { during: '../2016-04-02' },
              { from: '2016-04-05' },
              { to: '2016-04-05' },
              { from: '2016-04-02', to: '2016-04-04T12:00:00Z' },
            ]),
            ...(chance.is(0.5) && { reading: chance.of(['POSSIBLY', 'CERTAINLY']) }),
          },
    reportedAfterDays: () =>
      withoutReversedEnd({
        ...(chance.is(0.7) && { atLeast: chance.of([-1, 0, 1, 30, 200]) }),
        ...(chance.is(0.4) && { atMost: chance.of([-2, 0, 61, 1000]) }),
      }),
    participants: () => chooseFields(chance, { some: participant, every: participant, none: participant }),
    location: () =>
      chooseFields(chance, {
        within: place,
        country,
        near: () => ({
          latitude: chance.of([10, 11, -90, 0]),
          longitude: chance.of([179.95, -180, 170, 0]),
          km: chance.of([1, 60, 1500, 20_000]),
        }),
        box: () => ({
          south: chance.of([-90, 5]),
          north: chance.of([10.5, 90]),
          west: chance.of([-180, 179]),
          east: chance.of([-170, 180]),
        }),
        maxRadiusKm: () => chance.of([0, 10, 1000]),
        precision: () => chance.some(['SITE', 'SETTLEMENT', 'COUNTRY', 'ADM1']),
      }),
    search: () =>
      chance.of([
        'amber',
        'Amber bravo',
        'copper -delta',
        'ember or falcon',
        'testian',
        'Тестян',
        'lodka',
        'Łódka',
        'Ångström',
        '-amber',
        'qaland',
        'nothing',
        '',
      ]),
    attributedTo: actor,
    code: () => ({ scheme: 'CAMEO', ...(chance.is(0.8) && { prefix: chance.of([...CODES, '1', '9', '%', '']) }) }),
    quantity: () =>
      withoutReversedEnd({
        measure: chance.of(['FATALITIES', 'PERSONNEL', 'MONEY']),
        ...(chance.is(0.6) && { atLeast: chance.of([0, 1, 24, 1000]) }),
        ...(chance.is(0.4) && { atMost: chance.of([0, 24, 1000]) }),
      }),
    publisher: () => chance.some(PUBLISHERS, 0.4).map((name) => idOf('publisher', name)),
    storyline: () => idOf('storyline', chance.of(STORYLINES).key),
    minMentions: () => chance.of([0, 1, 2, 4]),
    minOrigins: () => chance.of([0, 1, 2, 3]),
    updatedSince: () =>
      chance.of([
        '2020-01-01T00:00:00Z',
        '2020-01-01T00:00:00.001Z',
        '2020-06-01T00:00:00+05:00',
        '2022-01-01T00:00:00Z',
      ]),
    phoneCall: ofKind('PHONE_CALL'),
    meeting: ofKind('MEETING'),
    armedClash: ofKind('ARMED_CLASH'),
    statement: ofKind('STATEMENT'),
    ceasefire: ofKind('CEASEFIRE'),
    exercise: ofKind('EXERCISE'),
  }
}

/** A filter of one or two of the fields; 3 % of the values are null. */
function chooseFields(chance: Chance, values: Record<string, () => unknown>): Filter {
  const fields = Object.entries(values)
  const chosen = [chance.of(fields), ...(chance.is(0.35) ? [chance.of(fields)] : [])]
  return Object.fromEntries(chosen.map(([name, value]) => [name, chance.is(0.03) ? null : value()]))
}

/**
 * A random filter with and, or, not.
 * @param depth the greatest depth of nesting
 */
export function randomFilter(chance: Chance, world: World, depth = 2): Filter {
  const filter = chooseFields(chance, parts(chance, world))
  if (depth === 0 || chance.is(0.4)) return filter
  const nested = () => randomFilter(chance, world, depth - 1)
  const several = () => Array.from({ length: chance.below(3) }, nested)
  const combined = chance.of<() => Filter>([
    () => ({ and: several() }),
    () => ({ or: [nested(), ...several()] }),
    () => ({ not: nested() }),
    () => ({ or: several(), not: nested() }),
  ])()
  return { ...(chance.is(0.6) && filter), ...combined }
}
