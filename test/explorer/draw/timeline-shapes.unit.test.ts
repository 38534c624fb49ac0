import { expect, test } from 'vitest'
import { timelineShapes, type TimeBucket } from '../../../explorer/draw/timeline-shapes.ts'

function bucket(month: string | null, fields: Partial<TimeBucket> = {}): TimeBucket {
  return { month, count: 1, timeFit: 'IN_BUCKET', low: null, best: null, high: null, withoutNumber: 0, ...fields }
}

test('months without events keep their width, and events that fit no month are counted beside the bars', () => {
  const { bars, longer, undated, maxCount } = timelineShapes([
    bucket('2015-11', { count: 4 }),
    bucket('2016-02', { count: 2 }),
    bucket(null, { count: 7, timeFit: 'LONGER' }),
    bucket(null, { count: 3, timeFit: 'UNKNOWN' }),
  ])
  expect(bars.map(({ month, x, width }) => [month, Math.round(x / (width + 1))])).toEqual([
    ['2015-11', 0],
    ['2016-02', 3],
  ])
  expect(bars[0]!.height).toBe(2 * bars[1]!.height)
  expect([longer, undated, maxCount]).toEqual([7, 3, 4])
})

test('the ribbon has only months with bounds, and no line leads over a month without a number', () => {
  const { ribbon, best, withoutNumber } = timelineShapes([
    bucket('2016-01', { low: 1, best: 2, high: 4 }),
    bucket('2016-02', { withoutNumber: 5 }),
    bucket('2016-03', { low: 2, best: 3, high: 3 }),
  ])
  expect(ribbon.map(({ x, width }) => Math.round(x / width))).toEqual([0, 2])
  expect(ribbon.map(({ height }) => Math.round(height))).toEqual([90, 30])
  expect(best.map((part) => part.length)).toEqual([1, 1])
  expect(withoutNumber).toBe(5)
})

test('nothing is drawn of nothing', () => {
  expect(timelineShapes([])).toMatchObject({ bars: [], ribbon: [], best: [], ticks: [] })
})
