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

export const READINGS = ['CERTAINLY', 'POSSIBLY', 'START']

const BUCKET_OF_DAY: Record<string, (day: string) => string> = {
  DAY: (day) => day,
  WEEK: mondayOf,
  MONTH: (day) => day.slice(0, 7),
  YEAR: (day) => day.slice(0, 4),
}
const DAY_MS = 86_400_000

function mondayOf(day: string) {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}

/** The buckets of an event in the dimensions of time, each with the fit: day by day, slow, but simple. */
function bucketsOf({ earliest, latest }: KnownEvent, times: readonly string[], reading: string) {
  if (times.length === 0) return [{ buckets: [], fit: null }]
  const none = times.map(() => null)
  const isStart = reading === 'START'
  if (earliest === null) return [{ buckets: none, fit: isStart || latest === null ? 'UNKNOWN' : 'LONGER' }]
  if (latest === null && !isStart) return [{ buckets: none, fit: 'LONGER' }]
  const first = Date.parse(earliest.slice(0, 10))
  const end = isStart || latest === null ? first + 1 : Date.parse(latest)
  const days = Array.from({ length: Math.ceil((end - first) / DAY_MS) }, (_, i) =>
    new Date(first + i * DAY_MS).toISOString().slice(0, 10),
  )
  const limit = reading === 'POSSIBLY' ? 1000 : 1
  const columns = times.map((time) => {
    const names = days.map((day) => BUCKET_OF_DAY[time]!(day))
    return new Set(names).size <= limit ? names : names.map(() => null)
  })
  const fit = columns.some(([name]) => name === null) ? 'LONGER' : 'IN_BUCKET'
  const rows = days.map((_, i) => JSON.stringify(columns.map((names) => names[i])))
  return [...new Set(rows)].map((row) => ({ buckets: JSON.parse(row) as (string | null)[], fit }))
}
/** The distinct values, or null if there are none. */
function distinctOrNull<Value>(values: Value[]): (Value | null)[] {
  return values.length > 0 ? [...new Set(values)] : [null]
}

/**
 * The south-western corner of the cell of an event; its place if it fits no cell. Cells are found one after the other from
 * the north and the west.
 */
function cellOf({ latitude, longitude, radiusKm, place }: KnownEvent, zoom: number): string | null {
  if (latitude === null || longitude === null || radiusKm === null) return place
  const degrees = 45 / 2 ** zoom
  const kmOfDegree = (2 * Math.PI * 6371.0088 * Math.cos((latitude * Math.PI) / 180)) / 360
  if (radiusKm * 2 > degrees * kmOfDegree) return place
  let south = 90 - degrees
  while (south >= latitude && south > -90) south -= degrees
  const eastward = longitude === 180 ? -180 : longitude
  let west = -180
  while (west + degrees <= eastward) west += degrees
  return `${south} ${west}`
}

/** The keys of the groups that contain an event, each followed by the fit of its time. */
function keysOf(event: KnownEvent, by: readonly string[], reading: string, zoom: number): (string | null)[][] {
  const times = by.filter((dimension) => dimension in BUCKET_OF_DAY)
  return bucketsOf(event, times, reading).flatMap(({ buckets, fit }) =>
    keysAt(event, by, {
      CELL: [cellOf(event, zoom)],
      ...Object.fromEntries(times.map((time, i) => [time, [buckets[i] ?? null]])),
    }).map((key) => [...key, fit]),
  )
}

function keysAt(
  event: KnownEvent,
  by: readonly string[],
  given: Record<string, (string | null)[]>,
): (string | null)[][] {
  const isBoth = by.includes('ACTOR') && by.includes('ROLE')
  const values: Record<string, (string | null)[]> = {
    ...given,
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

/**
 * The expected groups of events by key (JSON), computed only from the descriptions in the schema. The last value of a key
 * is the fit of the time.
 */
export function expectedGroups(
  events: readonly KnownEvent[],
  by: readonly string[],
  reading = 'CERTAINLY',
  zoom = 0,
): Map<string, GroupNumbers> {
  const groups = new Map<string, GroupNumbers>()
  for (const event of events) {
    const fatalities = fatalitiesOf(event)
    for (const key of new Set(keysOf(event, by, reading, zoom).map((values) => JSON.stringify(values)))) {
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
