import { sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { createKey } from '../../server/auth/api-keys.ts'
import { expectNoDrift } from '../support/import.ts'
import { killServers, startServer } from '../support/processes/serving.ts'
import { PUBLISH, report } from '../support/publisher-client.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'

/** The number of kills: few in the suite, more by `DATELINE_KILLS=100 npm run scenarios -- server-crash`. */
const KILLS = Number(process.env['DATELINE_KILLS'] ?? 2)

afterEach(killServers)

test(
  'a report that the server acknowledged before it was killed is stored, and a retried report is stored once',
  { timeout: 240_000 + KILLS * 60_000 },
  async ({ filled }) => {
    const open = await openDatabase({ ...filled, log: silent })
    const key = await createKey(open.db, 'Example desk', ['publish', 'correct', 'merge'], { datasets: ['*'] })
    await open.close()
    const publish = async (url: string, n: number): Promise<string> => {
      const input = report({ idempotencyKey: `report ${n}`, article: { url: `https://news.example/${n}` } })
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ query: PUBLISH, variables: { input } }),
      })
      const { data } = (await response.json()) as { data: { publishReport: { events: { id: string }[] } } }
      return data.publishReport.events[0]!.id
    }
    const acknowledged: string[] = []
    for (let round = 0; round <= KILLS; round++) {
      const { url, kill } = await startServer(filled)
      // The last server is not killed, so that the report of the last interrupted request is retried.
      const isLast = round === KILLS
      const enough = acknowledged.length + (isLast ? 3 : Math.floor(Math.random() * 20))
      let killed: Promise<void> | undefined
      try {
        while (!isLast || acknowledged.length < enough) {
          // Kills during one of the next requests.
          if (!isLast && acknowledged.length >= enough) killed ??= sleep(Math.random() * 50).then(kill)
          acknowledged.push(await publish(url, acknowledged.length))
        }
      } catch (error) {
        expect((error as Error).message).toMatch(/fetch failed|terminated|other side closed/)
      }
      await killed
      await kill()
    }
    const after = await openDatabase({ ...filled, log: silent })
    try {
      const rows = await readRows<{ revisions: number; participations: number }>(
        after.db,
        sql`select e.id::text as id, (select count(*) from revisions r where r.event_id = e.id)::int as revisions,
           (select count(*) from participations p where p.event_id = e.id)::int as participations
         from events e join datasets d on d.id = e.dataset_id and d.name = 'desk'`,
      )
      expect(new Set(acknowledged).size).toBe(acknowledged.length)
      expect(rows).toHaveLength(acknowledged.length)
      for (const row of rows) expect(row).toMatchObject({ revisions: 1, participations: 2 })
      await expectNoDrift(after)
    } finally {
      await after.close()
    }
  },
)
