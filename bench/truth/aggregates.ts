import { groupBy } from './group-by.ts'
import { monthsOf } from './months.ts'
import { everyEventOf, type Ask } from './service.ts'
import type { Tally } from './tally.ts'

/** An event as its groups need it, computed from the rows. */
export interface CountedEvent {
  kind: string
  /** Its first and its last day, such as 2016-04-05. */
  days: [string, string]
  deaths: { low: number; best: number; high: number } | undefined
}

interface Group {
  key: { kind?: string | null; month?: string | null }
  timeFit: string | null
  count: number
  fatalitiesLow: number | null
  fatalities: number | null
  fatalitiesHigh: number | null
}

/** Groups of all events, and the key that the codebook gives an event in each. */
const GROUPS: { name: string; args: string; keysOf: (event: CountedEvent) => string[] }[] = [
  { name: 'kind', args: 'by: [KIND]', keysOf: ({ kind }) => [kind] },
  {
    name: 'month',
    args: 'by: [MONTH]',
    keysOf: ({ days }) => {
      const [month = '', ...others] = monthsOf(days)
      return [others.length === 0 ? month : 'LONGER']
    },
  },
  { name: 'possible month', args: 'by: [MONTH], reading: POSSIBLY', keysOf: ({ days }) => monthsOf(days) },
  {
    name: 'month of the start',
    args: 'by: [MONTH], reading: START',
    keysOf: ({ days }) => monthsOf(days).slice(0, 1),
  },
]

/**
 * Compares totals and groups of a dataset with those of the rows. Groups by month are compared in each reading: what
 * certainly lies in a month, with a row for longer events, and what possibly does.
 */
export async function compareAggregates(
  ask: Ask,
  dataset: string,
  events: readonly CountedEvent[],
  tally: Tally,
): Promise<void> {
  const where = await everyEventOf(ask, [dataset])
  for (const { name, args, keysOf } of GROUPS) {
    const { list } = await ask<{ list: { totalCount: number; groups: Group[] } }>(
      `query ($where: EventWhere) { list: events(where: $where) { totalCount
        groups(${args}, first: 1000) { key { kind month } timeFit count fatalitiesLow fatalities fatalitiesHigh } } }`,
      { where },
    )
    const expected = groupBy(
      events.flatMap((event) => keysOf(event).map((key) => ({ key, event }))),
      ({ key }) => key,
    )
    const actual = new Map(list.groups.map((group) => [group.key.kind ?? group.key.month ?? group.timeFit, group]))
    if (!args.includes('POSSIBLY')) {
      const sum = list.groups.reduce((total, { count }) => total + count, 0)
      tally.compare(`${dataset} groups add up`, name, events.length, sum)
    }
    for (const key of new Set([...expected.keys(), ...actual.keys()])) {
      const members = expected.get(String(key)) ?? []
      const stored = actual.get(key)
      tally.compare(`${dataset} events by ${name}`, String(key), members.length, stored?.count ?? 0)
      const known = members.flatMap(({ event }) => event.deaths ?? [])
      if (known.length === 0) continue
      const sums = (['low', 'best', 'high'] as const).map((bound) =>
        known.reduce((sum, deaths) => sum + deaths[bound], 0),
      )
      tally.compare(`${dataset} deaths by ${name}`, String(key), sums, [
        stored?.fatalitiesLow,
        stored?.fatalities,
        stored?.fatalitiesHigh,
      ])
    }
  }
}
