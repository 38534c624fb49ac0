import { sql } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import { Budget, withBudget } from '../../../database/budget/budget.ts'
import { EventCount } from '../../../server/operation/event-count.ts'
import { test, type Service } from '../../support/service.ts'

/** Adds rows to the counts as that many events of two datasets would, in several countries and views. */
async function addEvents({ db }: Service, count: number, dataset: string): Promise<void> {
  for (const [view, grain, country] of [
    ['DETAILED', 'EVER', '00000000-0000-0000-0000-000000000000'],
    ['DETAILED', 'EVER', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['DETAILED', 'MONTH', '00000000-0000-0000-0000-000000000000'],
    ['DEFAULT', 'EVER', '00000000-0000-0000-0000-000000000000'],
  ])
    await db.execute(sql`insert into event_counts (view, grain, country_id, starts_on, span, kind, dataset_id, realis, polarity,
        evidence, certainty, event_count, mention_count, fatality_count, fatalities_low, fatalities_best, fatalities_high)
      values (${view}, ${grain}, ${country}, '-infinity', 'ALL', 'VISIT', ${dataset}, 'ACTUAL', 'POSITIVE', 'LISTED', 'REPORTED',
        ${count}, 0, 0, 0, 0, 0)`)
}

const DATASETS = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'] as const

test('the number of events for costs follows the database, rounded up to one digit, and at least 1,000', async ({
  service,
}) => {
  const warnings: string[] = []
  const abort = new AbortController()
  const count = new EventCount(service.db, {
    warn: (_: unknown, message?: string) => void warnings.push(message ?? ''),
  })
  expect(count.value).toBe(1_000)
  const budget = new Budget({ client: 'a', isCheap: true, signal: abort.signal, maxStatements: 1 })
  await withBudget(budget, () => count.start(5))
  try {
    expect(count.value).toBe(1_000)
    // It outlives the request that starts it.
    abort.abort(new Error('The request has ended.'))
    await addEvents(service, 1_230, DATASETS[0])
    await vi.waitFor(() => expect(count.value).toBe(2_000), 10_000)
    await addEvents(service, 998_770, DATASETS[1])
    await vi.waitFor(() => expect(count.value).toBe(1_000_000), 10_000)
    expect(warnings).toEqual([])
    await service.db.execute(sql`alter table event_counts rename to renamed_counts`)
    await vi.waitFor(() => expect(warnings).toContain('Counting the events failed'), 10_000)
    expect(count.value).toBe(1_000_000)
  } finally {
    count.stop()
    await service.db.execute(sql`alter table if exists renamed_counts rename to event_counts`)
  }
})
