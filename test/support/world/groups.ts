import { around, placeOf } from './place-lookup.ts'
import type { KnownEvent } from './world.ts'

/** The dimensions of groups. */
export const DIMENSIONS = [
  'DAY',
  'WEEK',
  'MONTH',
  'YEAR',
  'KIND',
  'COUNTRY',
  'PLACE',
  'ACTOR',
  'ROLE',
  'REALIS',
  'EVIDENCE',
  'CERTAINTY',
  'CODE',
  'DATASET',
  'PUBLISHER',
]

function dayOf(event: KnownEvent) {
  return event.earliest?.slice(0, 10) ?? null
}
function mondayOf(day: string | null) {
  if (day === null) return null
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}
/** The distinct values, or null if there are none. */
function distinctOrNull<Value>(values: Value[]): (Value | null)[] {
  return values.length > 0 ? [...new Set(values)] : [null]
}

/** The keys of the groups that contain an event. */
function keysOf(event: KnownEvent, by: readonly string[]): (string | null)[][] {
  const isBoth = by.includes('ACTOR') && by.includes('ROLE')
  const values: Record<string, (string | null)[]> = {
    DAY: [dayOf(event)],
    WEEK: [mondayOf(dayOf(event))],
    MONTH: [dayOf(event)?.replace(/..$/, '01') ?? null],
    YEAR: [dayOf(event)?.replace(/.{5}$/, '01-01') ?? null],
    KIND: [event.kind],
    COUNTRY: distinctOrNull(around(event.place).filter((key) => placeOf(key).kind === 'COUNTRY')),
    PLACE: [event.place],
    ACTOR: isBoth ? [null] : distinctOrNull(event.participants.map(({ actor }) => actor)),
    ROLE: isBoth ? [null] : distinctOrNull(event.participants.map(({ role }) => role)),
    REALIS: [event.realis],
    EVIDENCE: [event.evidence],
    CERTAINTY: [event.certainty],
    CODE: distinctOrNull(event.codes.map((code) => code.slice(0, 2))),
    DATASET: [event.dataset],
    // Mentions with an unknown publisher count in the group without publisher.
    PUBLISHER: distinctOrNull([...event.publishers, ...(event.publishers.length < event.mentionCount ? [null] : [])]),
  }
  const combined = by.reduce<(string | null)[][]>(
    (keys, dimension) => keys.flatMap((key) => (values[dimension] ?? []).map((value) => [...key, value])),
    [[]],
  )
  if (!isBoth) return combined
  const [actorAt, roleAt] = [by.indexOf('ACTOR'), by.indexOf('ROLE')]
  const participants = event.participants.length > 0 ? event.participants : [{ actor: null, role: null }]
  return combined.flatMap((key) =>
    participants.map(({ actor, role }) => key.map((value, i) => (i === actorAt ? actor : i === roleAt ? role : value))),
  )
}

/** The stated low, best and high of an event with exactly one number of fatalities for the whole event. */
function fatalitiesOf({ quantities }: KnownEvent): (number | undefined)[] | undefined {
  const totals = quantities.filter(({ measure, side }) => measure === 'FATALITIES' && side === undefined)
  const [{ low, best, high, approximation } = {}] = totals
  if (totals.length !== 1 || (best ?? low ?? high) === undefined) return undefined
  const exact = approximation === 'EXACT' ? best : undefined
  return [low ?? exact, best, high ?? exact]
}

/** The numbers of a group. Arrays have three items: low, best and high. */
interface GroupNumbers {
  count: number
  reports: number
  sums: (number | null)[]
  withFatalities: number
  without: number[]
}

/** The expected groups of events by key (JSON), computed only from the descriptions in the schema. */
export function expectedGroups(events: readonly KnownEvent[], by: readonly string[]): Map<string, GroupNumbers> {
  const groups = new Map<string, GroupNumbers>()
  for (const event of events) {
    const fatalities = fatalitiesOf(event)
    for (const key of new Set(keysOf(event, by).map((values) => JSON.stringify(values)))) {
      const empty = { count: 0, reports: 0, sums: [null, null, null], withFatalities: 0, without: [0, 0, 0] }
      const { count, reports, sums, withFatalities, without } = groups.get(key) ?? empty
      groups.set(key, {
        count: count + 1,
        reports: reports + event.mentionCount,
        sums: sums.map((sum, i) => (fatalities?.[i] === undefined ? sum : (sum ?? 0) + fatalities[i])),
        withFatalities: withFatalities + (fatalities ? 1 : 0),
        without: without.map((number, i) => number + (fatalities && fatalities[i] === undefined ? 1 : 0)),
      })
    }
  }
  return groups
}
