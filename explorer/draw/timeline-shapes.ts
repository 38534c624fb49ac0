/** The events of a month, or those that fit no month. */
export interface TimeBucket {
  /** Such as 2016-04; null for events that are longer than a month, or undated. */
  month: string | null
  count: number
  timeFit: string | null
  low: number | null
  best: number | null
  high: number | null
  /** The events whose number of fatalities is known only by its bounds, or not at all. */
  withoutNumber: number
}

interface Bar {
  month: string
  count: number
  x: number
  y: number
  width: number
  height: number
}

/** A figure in the coordinates of its box: `width` by `height`. */
export interface TimelineShapes {
  width: number
  height: number
  bars: Bar[]
  /** The ribbon of fatalities from the low to the high number: one part for each month that has both. */
  ribbon: { x: number; y: number; width: number; height: number }[]
  /** The line of the likeliest numbers, in parts: no line leads over a month without a number. */
  best: [x: number, y: number][][]
  /** The labels below: of years, or of months if there are few. */
  ticks: { x: number; label: string }[]
  maxCount: number
  maxFatalities: number
  /** The events that no bar shows, since their time fits no month. */
  longer: number
  undated: number
  withoutNumber: number
}

const HEIGHT = 120
const WIDTH = 720
const MAX_TICKS = 8
/** The width of a month, if there are few. */
const MAX_STEP = 48

/** The shapes of a timeline by month, with the months that have no event. */
export function timelineShapes(buckets: readonly TimeBucket[]): TimelineShapes {
  const byMonth = new Map(buckets.flatMap((bucket) => (bucket.month === null ? [] : [[bucket.month, bucket] as const])))
  const months = monthsBetween([...byMonth.keys()].toSorted())
  const step = Math.min(WIDTH / Math.max(months.length, 1), MAX_STEP)
  const maxCount = Math.max(1, ...[...byMonth.values()].map(({ count }) => count))
  const maxFatalities = Math.max(0, ...[...byMonth.values()].map(({ best, high, low }) => high ?? best ?? low ?? 0))
  const yOf = (value: number) => HEIGHT - (value / Math.max(maxFatalities, 1)) * HEIGHT
  const middle = (i: number) => (i + 0.5) * step
  const rows = months.map((month, i) => ({ month, i, bucket: byMonth.get(month) }))
  return {
    width: WIDTH,
    height: HEIGHT,
    bars: rows.flatMap(({ month, i, bucket }) => {
      if (!bucket) return []
      const height = (bucket.count / maxCount) * HEIGHT
      const gap = step > 4 ? 1 : 0
      return [{ month, count: bucket.count, x: i * step, y: HEIGHT - height, width: step - gap, height }]
    }),
    ribbon: rows.flatMap(({ i, bucket }) => {
      if (!bucket || bucket.low === null || bucket.high === null) return []
      const y = yOf(bucket.high)
      return [{ x: i * step, y, width: step, height: Math.max(yOf(bucket.low) - y, 0) }]
    }),
    best: partsOf(rows.map(({ i, bucket }) => (bucket && bucket.best !== null ? [middle(i), yOf(bucket.best)] : null))),
    ticks: ticksOf(months, step),
    maxCount,
    maxFatalities,
    longer: sumOf(buckets, 'LONGER'),
    undated: sumOf(buckets, 'UNKNOWN'),
    withoutNumber: buckets.reduce((sum, { withoutNumber }) => sum + withoutNumber, 0),
  }
}

function sumOf(buckets: readonly TimeBucket[], fit: string): number {
  return buckets
    .filter(({ month, timeFit }) => month === null && timeFit === fit)
    .reduce((sum, { count }) => sum + count, 0)
}

/** More would be thinner than a pixel. */
const MAX_MONTHS = 12 * 300

/** Every month from the first to the last. */
function monthsBetween(sorted: readonly string[]): string[] {
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return []
  const indexOf = (month: string) => Number(month.slice(0, -3)) * 12 + Number(month.slice(-2)) - 1
  const start = indexOf(first)
  const length = Math.min(indexOf(last) - start + 1, MAX_MONTHS)
  return Array.from({ length }, (_, i) => {
    const [year, month] = [Math.floor((start + i) / 12), ((start + i) % 12) + 1]
    return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
  })
}

function ticksOf(months: readonly string[], step: number): TimelineShapes['ticks'] {
  const isShort = months.length <= 24
  const candidates = months.map((month, i) => ({ month, i })).filter(({ month }) => isShort || month.endsWith('-01'))
  const every = Math.ceil(candidates.length / MAX_TICKS)
  return candidates
    .filter((_, place) => place % every === 0)
    .map(({ month, i }) => ({ x: i * step, label: isShort ? month : month.slice(0, -3) }))
}

function partsOf(points: readonly (readonly [number, number] | number[] | null)[]): [number, number][][] {
  const parts: [number, number][][] = [[]]
  for (const point of points) {
    if (point === null) parts.push([])
    else parts.at(-1)?.push([point[0] ?? 0, point[1] ?? 0])
  }
  return parts.filter((part) => part.length > 0)
}
