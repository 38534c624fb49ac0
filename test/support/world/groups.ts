import { PLACES } from './cast.ts'
import { around } from './oracle.ts'
import type { KnownEvent } from './world.ts'

/** What events can be grouped by. */
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
  'CERTAINTY',
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
function orNone<Value>(values: Value[]): (Value | null)[] {
  return values.length > 0 ? [...new Set(values)] : [null]
}

/** The keys under which an event counts, in the dimensions asked for. */
function keysOf(event: KnownEvent, by: readonly string[]): (string | null)[][] {
  const isBoth = by.includes('ACTOR') && by.includes('ROLE')
  const values: Record<string, (string | null)[]> = {
    DAY: [dayOf(event)],
    WEEK: [mondayOf(dayOf(event))],
    MONTH: [dayOf(event)?.replace(/..$/, '01') ?? null],
    YEAR: [dayOf(event)?.replace(/.{5}$/, '01-01') ?? null],
    KIND: [event.kind],
    COUNTRY: orNone(around(event.place).filter((key) => PLACES.find((each) => each.key === key)!.kind === 'COUNTRY')),
    PLACE: [event.place],
    ACTOR: isBoth ? [null] : orNone(event.participants.map(({ actor }) => actor)),
    ROLE: isBoth ? [null] : orNone(event.participants.map(({ role }) => role)),
    REALIS: [event.realis],
    CERTAINTY: [event.certainty],
    DATASET: [event.dataset],
    // Every report counts whose publisher is known; one whose publisher is not stands in the group without.
    PUBLISHER: orNone([...event.publishers, ...(event.publishers.length < event.mentionCount ? [null] : [])]),
  }
  const combined = by.reduce<(string | null)[][]>(
    (keys, dimension) => keys.flatMap((key) => values[dimension]!.map((value) => [...key, value])),
    [[]],
  )
  if (!isBoth) return combined
  const [actorAt, roleAt] = [by.indexOf('ACTOR'), by.indexOf('ROLE')]
  const participants = event.participants.length > 0 ? event.participants : [{ actor: null, role: null }]
  return combined.flatMap((key) =>
    participants.map(({ actor, role }) => key.map((value, i) => (i === actorAt ? actor : i === roleAt ? role : value))),
  )
}

/** What is stated of low, best and high, of an event with one number of fatalities for all of it. */
function fatalitiesOf({ quantities }: KnownEvent): (number | undefined)[] | undefined {
  const whole = quantities.filter(({ measure, side }) => measure === 'FATALITIES' && side === undefined)
  const [{ low, best, high, approximation } = {}] = whole
  if (whole.length !== 1 || (best ?? low ?? high) === undefined) return undefined
  const exact = approximation === 'EXACT' ? best : undefined
  return [low ?? exact, best, high ?? exact]
}

/** What a group says of its events; of three figures, those of low, best and high. */
interface Numbers {
  count: number
  reports: number
  sums: (number | null)[]
  withFatalities: number
  without: number[]
}

/** The groups of some events by their keys, as JSON, by what the schema says of groups and nothing else. */
export function expectedGroups(events: readonly KnownEvent[], by: readonly string[]): Map<string, Numbers> {
  const groups = new Map<string, Numbers>()
  for (const event of events) {
    const dead = fatalitiesOf(event)
    for (const key of new Set(keysOf(event, by).map((each) => JSON.stringify(each)))) {
      const empty = { count: 0, reports: 0, sums: [null, null, null], withFatalities: 0, without: [0, 0, 0] }
      const { count, reports, sums, withFatalities, without } = groups.get(key) ?? empty
      groups.set(key, {
        count: count + 1,
        reports: reports + event.mentionCount,
        sums: sums.map((sum, i) => (dead?.[i] === undefined ? sum : (sum ?? 0) + dead[i])),
        withFatalities: withFatalities + (dead ? 1 : 0),
        without: without.map((number, i) => number + (dead && dead[i] === undefined ? 1 : 0)),
      })
    }
  }
  return groups
}
