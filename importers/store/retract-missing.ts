import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { retractEvents } from '../../ingest/retract.ts'
import type { EventRowDraft } from '../feed/draft.ts'

/**
 * The rows of a release and the range for which it is complete: every scope that it names, from the first year of the
 * scope to the last, because releases cover whole years.
 */
export class Release {
  readonly rowNumbers: number[] = []
  readonly #spans = new Map<string, { from: string; until: string }>()

  add({ rowNumber, scope, day }: EventRowDraft): void {
    this.rowNumbers.push(rowNumber)
    if (scope === undefined || day === undefined) return
    const [from, until] = [`${day.slice(0, 4)}-01-01`, `${day.slice(0, 4)}-12-31`]
    const span = this.#spans.get(scope)
    if (span === undefined) this.#spans.set(scope, { from, until })
    else {
      if (from < span.from) span.from = from
      if (until > span.until) span.until = until
    }
  }

  get spans(): { scope: string; from: string; until: string }[] {
    return [...this.#spans].map(([scope, span]) => ({ scope, ...span }))
  }
}

/**
 * Retracts the events whose rows lie in the range of a release but are not in the release. If a later release has the
 * rows again, the import corrects the events back.
 * @param release all rows of the release
 * @returns the number of retracted events
 */
export async function retractMissing(tx: Database, datasetId: string, by: string, release: Release): Promise<number> {
  const { rowNumbers, spans } = release
  await tx.execute(sql`create temp table release_rows (row_number bigint primary key) on commit drop`)
  await tx.execute(
    sql`insert into release_rows select unnest(${sql.param(rowNumbers)}::bigint[]) on conflict do nothing`,
  )
  const scopes = sql.param(spans.map(({ scope }) => scope))
  const firstDays = sql.param(spans.map(({ from }) => from))
  const lastDays = sql.param(spans.map(({ until }) => until))
  // An event with several rows is kept if the release has one of them.
  const missing = await readRows<{ eventId: string }>(
    tx,
    sql`select distinct f.event_id::text as "eventId"
    from ${feedRows} f
    join unnest(${scopes}::text[], ${firstDays}::date[], ${lastDays}::date[]) as s(scope, first, last)
      on s.scope = f.scope and f.day between s.first and s.last
    join ${events} e on e.id = f.event_id and e.dataset_id = f.dataset_id and e.certainty <> 'RETRACTED'
    where f.dataset_id = ${datasetId}
      and not exists (select 1 from release_rows r where r.row_number = f.row_number)
      and not exists (select 1 from ${feedRows} sibling
        join release_rows r on r.row_number = sibling.row_number and sibling.dataset_id = f.dataset_id
        where sibling.event_id = f.event_id)`,
  )
  const ids = missing.map(({ eventId }) => eventId)
  if (ids.length === 0) return 0
  const history = await retractEvents(tx, ids, { reason: 'The release does not contain it any more.', by })
  // An empty digest makes a row of a later release count as changed.
  await tx.execute(
    sql`update ${feedRows} set digest = '' where dataset_id = ${datasetId}
      and event_id = any(${sql.param(ids)}::uuid[])`,
  )
  await appendRevisions(tx, history)
  return ids.length
}
