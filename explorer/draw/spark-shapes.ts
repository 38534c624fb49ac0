/** The events of a month, or those that fit no month. */
export interface SparkBucket {
  /** Such as 2016-04; null for events that are longer than a month, or undated. */
  bucket: string | null
  timeFit: string
  count: number
}

/** One row of small bars over the months of all rows, so that rows can be compared. */
export interface Spark {
  bars: { x: number; y: number; width: number; height: number }[]
  /** The first and the last month that have events. */
  first: string | undefined
  last: string | undefined
  longer: number
  undated: number
}

/** The box of a row. */
export const SPARK = { width: 120, height: 22 } as const
/** A month is never thinner than this, in pixels. */
const MIN_WIDTH = 1.5
const MAX_WIDTH = 8

/** The shapes of several rows of bars, with one scale of time and one of counts. */
export function sparkShapes(rows: readonly (readonly SparkBucket[])[]): Spark[] {
  const dated = rows.map((row) => row.flatMap(({ bucket, count }) => (bucket === null ? [] : [{ bucket, count }])))
  const months = dated.flat().map(({ bucket }) => monthIndex(bucket))
  const [start, end] = [Math.min(...months), Math.max(...months)]
  const most = Math.max(1, ...dated.flat().map(({ count }) => count))
  const step = SPARK.width / Math.max(end - start + 1, 1)
  const width = Math.min(Math.max(step, MIN_WIDTH), MAX_WIDTH)
  return rows.map((row, i) => {
    const own = dated[i] ?? []
    const sorted = own.map(({ bucket }) => bucket).toSorted()
    return {
      bars: own.map(({ bucket, count }) => {
        const height = (count / most) * SPARK.height
        const x = Math.min((monthIndex(bucket) - start) * step, SPARK.width - width)
        return { x, y: SPARK.height - height, width, height }
      }),
      first: sorted[0],
      last: sorted.at(-1),
      longer: countOf(row, 'LONGER'),
      undated: countOf(row, 'UNKNOWN'),
    }
  })
}

function monthIndex(month: string): number {
  return Number(month.slice(0, -3)) * 12 + Number(month.slice(-2)) - 1
}

function countOf(row: readonly SparkBucket[], fit: string): number {
  return row
    .filter(({ bucket, timeFit }) => bucket === null && timeFit === fit)
    .reduce((sum, { count }) => sum + count, 0)
}
