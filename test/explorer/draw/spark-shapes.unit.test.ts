import { expect, test } from 'vitest'
import { SPARK, sparkShapes } from '../../../explorer/draw/spark-shapes.ts'

test('rows share the scales of time and counts, and what fits no month is counted beside the bars', () => {
  const [busy, rare, none] = sparkShapes([
    [
      { bucket: '2015-12', timeFit: 'IN_BUCKET', count: 4 },
      { bucket: '2016-11', timeFit: 'IN_BUCKET', count: 8 },
      { bucket: null, timeFit: 'LONGER', count: 2 },
    ],
    [{ bucket: '2016-05', timeFit: 'IN_BUCKET', count: 2 }],
    [{ bucket: null, timeFit: 'UNKNOWN', count: 3 }],
  ])
  expect(busy).toEqual({
    bars: [
      { x: 0, y: 11, width: 8, height: 11 },
      { x: 110, y: 0, width: 8, height: 22 },
    ],
    first: '2015-12',
    last: '2016-11',
    longer: 2,
    undated: 0,
  })
  expect(rare?.bars).toEqual([{ x: 50, y: 16.5, width: 8, height: 5.5 }])
  expect(none).toEqual({ bars: [], first: undefined, last: undefined, longer: 0, undated: 3 })
})

test('bars of many years stay visible, and inside the box', () => {
  const [{ bars } = { bars: [] }] = sparkShapes([
    ['0001-01', '2016-12'].map((bucket) => ({ bucket, timeFit: 'IN_BUCKET', count: 1 })),
  ])
  expect(bars.map(({ x, width }) => [x, width])).toEqual([
    [0, 1.5],
    [SPARK.width - 1.5, 1.5],
  ])
})
