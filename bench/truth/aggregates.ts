import { groupBy } from './group-by.ts'
import { everyEventOf, type Ask } from './service.ts'
import type { Tally } from './tally.ts'

/** An event as its groups need it, computed from the rows. */
export interface CountedEvent {
  kind: string
  /** The month of its first day, such as 2016-04. */
  month: string
  deaths: { low: number; best: number; high: number } | undefined
}

interface Group {
  key: { kind?: string | null; month?: string | null }
  count: number
  fatalitiesLow: number | null
  fatalities: number | null
  fatalitiesHigh: number | null
}

/** Compares totals and groups of a dataset with those of the rows. */
export async function compareAggregates(
  ask: Ask,
  dataset: string,
  events: readonly CountedEvent[],
  tally: Tally,
): Promise<void> {
  const where = await everyEventOf(ask, dataset)
  const { list } = await ask<{ list: { kinds: Group[]; months: Group[] } }>(
    `query ($where: EventWhere) { list: events(where: $where) {
      kinds: groups(by: [KIND], first: 1000) { key { kind } count fatalitiesLow fatalities fatalitiesHigh }
      months: groups(by: [MONTH], first: 1000) { key { month } count fatalitiesLow fatalities fatalitiesHigh } } }`,
    { where },
  )
  for (const [name, groups, keyOf] of [
    ['kind', list.kinds, ({ kind }: CountedEvent) => kind],
    ['month', list.months, ({ month }: CountedEvent) => month],
  ] as const) {
    const expected = groupBy(events, keyOf)
    const actual = new Map(
      groups.map((group) => [String(group.key[name]).slice(0, name === 'month' ? 7 : undefined), group]),
    )
    for (const key of new Set([...expected.keys(), ...actual.keys()])) {
      const members = expected.get(key) ?? []
      tally.compare(`${dataset} events by ${name}`, key, members.length, actual.get(key)?.count ?? 0)
      const known = members.flatMap(({ deaths }) => deaths ?? [])
      if (known.length === 0) continue
      const sums = (['low', 'best', 'high'] as const).map((bound) =>
        known.reduce((sum, deaths) => sum + deaths[bound], 0),
      )
      const stored = actual.get(key)
      tally.compare(`${dataset} deaths by ${name}`, key, sums, [
        stored?.fatalitiesLow,
        stored?.fatalities,
        stored?.fatalitiesHigh,
      ])
    }
  }
}
