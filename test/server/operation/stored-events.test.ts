import { sql } from 'drizzle-orm'
import { expect, vi } from 'vitest'
import { StoredEvents } from '../../../server/operation/stored-events.ts'
import { reportDocument } from '../../support/documents/report-document.ts'
import { accept } from '../../support/ingest.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

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
  const stored = new StoredEvents(service.db, {
    warn: (_: unknown, message?: string) => void warnings.push(message ?? ''),
  })
  expect(stored.count).toBe(1_000)
  await stored.start(5)
  try {
    expect(stored.count).toBe(1_000)
    await addEvents(service, 1_230, DATASETS[0])
    await vi.waitFor(() => expect(stored.count).toBe(2_000), 10_000)
    await addEvents(service, 998_770, DATASETS[1])
    await vi.waitFor(() => expect(stored.count).toBe(1_000_000), 10_000)
    expect(warnings).toEqual([])
    await service.db.execute(sql`alter table event_counts rename to renamed_counts`)
    await vi.waitFor(() => expect(warnings).toContain('Counting the events failed'), 10_000)
    expect(stored.count).toBe(1_000_000)
  } finally {
    stored.stop()
    await service.db.execute(sql`alter table if exists renamed_counts rename to event_counts`)
  }
})

test('the number of events that changed since a moment is rounded up, and at most that of all events', async ({
  service,
}) => {
  await accept(service, reportDocument())
  await service.db.execute(sql`insert into revisions (event_id, version, position, kind, by, at)
    select event_id, 100 + n, 100 + n, 'CORRECTED', 'test', '2025-12-31T00:00:00Z'::timestamptz + n * interval '1 second'
    from (select event_id from revisions limit 1) r, generate_series(1, 1500) n`)
  await service.db.execute(sql`delete from revisions where at > '2026-01-01'`)
  await addEvents(service, 50_000, DATASETS[0])
  const stored = new StoredEvents(service.db, silent)
  await stored.start()
  stored.stop()
  const changedSince = (...moments: string[]) => moments.map((moment) => stored.changedSince(moment))
  const newest = new Date().toISOString()
  expect(changedSince(newest, '2025-12-31T00:10:00Z', '2025-12-31T00:08:20.000Z')).toEqual([1_000, 1_000, 1_000])
  expect(changedSince('2025-12-31T00:08:19.999Z', '2020-01-01T00:00:00Z')).toEqual([10_000, 10_000])
  const few = new StoredEvents(service.db, silent, 7_000)
  await few.start()
  few.stop()
  expect([few.count, few.changedSince('2020-01-01T00:00:00Z')]).toEqual([7_000, 7_000])
})
