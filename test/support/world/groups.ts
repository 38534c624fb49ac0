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

/** Low, best and high, of an event with one number of fatalities for all of it. */
function fatalitiesOf({ quantities }: KnownEvent): [number, number, number] | undefined {
  const whole = quantities.filter(({ measure, side }) => measure === 'FATALITIES' && side === undefined)
  const [{ low, best, high } = {}] = whole
  const value = best ?? low ?? high
  return whole.length === 1 && value !== undefined ? [low ?? best ?? high!, value, high ?? best ?? low!] : undefined
}

type Numbers = [count: number, reports: number, low: number | null, best: number | null, high: number | null]

/** The groups of some events by their keys, as JSON, by what the schema says of groups and nothing else. */
export function expectedGroups(events: readonly KnownEvent[], by: readonly string[]): Map<string, Numbers> {
  const groups = new Map<string, Numbers>()
  for (const event of events) {
    const dead = fatalitiesOf(event)
    for (const key of new Set(keysOf(event, by).map((each) => JSON.stringify(each)))) {
      const group: Numbers = groups.get(key) ?? [0, 0, null, null, null]
      group[0]++
      group[1] += event.mentionCount
      for (const i of [0, 1, 2]) if (dead) group[i + 2] = (group[i + 2] ?? 0) + dead[i]!
      groups.set(key, group)
    }
  }
  return groups
}
