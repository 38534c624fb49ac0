import { expect } from 'vitest'
import { daysBetween } from '../../../importers/values/dates.ts'
import { chanceOf } from '../../support/random.ts'
import type { Service } from '../../support/service.ts'

/**
 * Expects that groups by month of a sample of the world bound the dead of each month: on whichever of its days an event
 * took place, and whichever of the numbers from its low to its high one is true.
 */
export async function expectHonestMonths(service: Service, rows: Record<string, string>[]): Promise<void> {
  interface Month {
    key: { month: string | null }
    timeFit: string
    count: number
    fatalitiesLow: number
    fatalitiesHigh: number
  }
  const { data } = await service.ask<Record<'certainly' | 'possibly' | 'inSyria', Record<'groups', Month[]>>>(
    `query ($all: EventWhere, $syria: EventWhere) {
      certainly: events(where: $all) { groups(by: [MONTH], first: 1000) { ...month } }
      possibly: events(where: $all) { groups(by: [MONTH], reading: POSSIBLY, first: 1000) { ...month } }
      inSyria: events(where: $syria) { groups(by: [MONTH], first: 1000) { ...month } }
    } fragment month on EventGroup { key { month } timeFit count fatalitiesLow fatalitiesHigh }`,
    { all: { dataset: ['ucdp'] }, syria: { dataset: ['ucdp'], location: { country: 'SY' } } },
  )
  const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0)
  const boundOf = (groups: Month[], bound: 'fatalitiesLow' | 'fatalitiesHigh') =>
    new Map(groups.map(({ key, [bound]: sum }) => [key.month, sum]))
  const least = boundOf(data.certainly.groups, 'fatalitiesLow')
  const most = boundOf(data.possibly.groups, 'fatalitiesHigh')
  const known = rows.filter(({ low, high }) => Number(low) <= Number(high))
  const wrongLow = sumOf(rows.filter((row) => !known.includes(row)).map(({ low }) => Number(low)))
  const chance = chanceOf(6)
  for (let world = 0; world < 20; world++) {
    const dead = new Map<string, number>()
    for (const { date_start: start = '', date_end: end = '', low, high } of known) {
      const [first, days] = [Date.parse(start.slice(0, 10)), daysBetween(start.slice(0, 10), end.slice(0, 10))]
      const month = new Date(first + chance.below(days + 1) * 86_400_000).toISOString().slice(0, 7)
      dead.set(month, (dead.get(month) ?? 0) + Number(low) + chance.below(Number(high) - Number(low) + 1))
    }
    for (const [month, count] of dead) {
      expect([month, count >= (least.get(month) ?? 0) - wrongLow, count <= (most.get(month) ?? 0)]).toEqual([
        month,
        true,
        true,
      ])
    }
  }
  const { groups } = data.inSyria
  const ofSyria = rows.filter(({ country }) => country === 'Syria')
  const january = ofSyria.filter(({ date_start: start, date_end: end }) =>
    [start, end].every((day) => day?.startsWith('2016-01')),
  )
  expect(january.length).toBe(6)
  expect(groups.find(({ key }) => key.month === '2016-01')).toMatchObject({
    timeFit: 'IN_BUCKET',
    count: january.length,
    fatalitiesLow: sumOf(january.map(({ low }) => Number(low))),
    fatalitiesHigh: sumOf(january.map(({ high }) => Number(high))),
  })
  // One event lasted from June to October 2017.
  expect(groups.filter(({ key }) => key.month === null)).toMatchObject([{ timeFit: 'LONGER', count: 1 }])
  expect(sumOf(groups.map(({ count }) => count))).toBe(ofSyria.length)
}
