import { sql } from 'drizzle-orm'
import { parseId } from '../../../database/values/ids.ts'
import { changeEvents } from '../../../ingest/derived/derive.ts'
import type { Chance } from '../random.ts'
import type { Service } from '../service.ts'
import type { World } from './world.ts'

/**
 * Gives some events further origins, by which they are confirmed unless a source denies them, and retracts some. The
 * claims do not change, so that tests which derive the certainty again must not use it.
 */
export async function giveCertainties({ db }: Service, chance: Chance, { events }: World): Promise<void> {
  const uuids = events.flatMap(({ id }) => parseId(id)?.uuid ?? [])
  await db.transaction((tx) =>
    changeEvents(tx, uuids, async () => {
      for (const [i, event] of events.entries()) {
        if (event.certainty === 'REPORTED' && chance.is(0.3)) {
          event.certainty = chance.of(['CONFIRMED', 'CONFIRMED', 'RETRACTED'])
        }
        if (event.certainty === 'CONFIRMED' || (event.certainty === 'DISPUTED' && chance.is(0.5))) {
          event.originCount = 2 + chance.below(3)
        }
        await tx.execute(sql`update events set certainty = ${event.certainty}, independent_origin_count = ${event.originCount}
          where id = ${uuids[i]}::uuid`)
      }
    }),
  )
}
