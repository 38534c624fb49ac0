import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertRows } from '../../database/sql/insert.ts'
import { readRow, readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { releaseRanges, releases } from '../../database/tables/release.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'
import { retractEvents } from '../../ingest/retract.ts'
import type { EventRowDraft } from '../feed/draft.ts'
import type { FeedSource } from '../feed/feed-source.ts'

/** A release as its publisher names and dates it. The day, YYYY-MM-DD, decides which of two is newer. */
export interface ReleaseName {
  name: string
  releasedOn: string
}

/** More than this share of the standing events of the range is not retracted without a confirmation. */
const MAX_RETRACTED_SHARE = 0.1

/** A release lacks so many of the stored events that it may not be complete. Nothing of the file was stored. */
export class ReleaseGuardError extends Error {
  constructor(missing: number, standing: number) {
    super(
      `The release lacks ${missing} of the ${standing} standing events of its range ` +
        `(${Math.round((100 * missing) / standing)} %), more than ${100 * MAX_RETRACTED_SHARE} %. Nothing was stored. ` +
        'See what would change with --dry-run; if the file is complete, repeat the command with --yes.',
    )
  }
}

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
 * Records a release, or reads its day if it is recorded.
 * @throws {Error} if the release was imported with another day
 */
export async function recordRelease(
  tx: Database,
  datasetId: string,
  release: Release,
  name: ReleaseName,
): Promise<void> {
  const id = deriveUuid(0, 'release', datasetId, name.name)
  await tx
    .insert(releases)
    .values({ id, datasetId, ...name })
    .onConflictDoNothing()
  const ranges = release.spans.map(({ scope, from, until }) => ({
    releaseId: id,
    scope,
    firstDay: from,
    lastDay: until,
  }))
  await tx.execute(sql`delete from ${releaseRanges} where release_id = ${id}
    and scope = any(${sql.param(ranges.map(({ scope }) => scope))}::text[])`)
  await insertRows(tx, releaseRanges, ranges)
}

/** @throws {Error} if a release was imported with another day */
export async function assertSameDay(db: Database, datasetId: string, { name, releasedOn }: ReleaseName): Promise<void> {
  const [stored] = await readRows<{ releasedOn: string }>(
    db,
    sql`select released_on::text as "releasedOn" from ${releases} where dataset_id = ${datasetId} and name = ${name}`,
  )
  if (stored === undefined || stored.releasedOn === releasedOn) return
  throw new Error(
    `--released-on must be ${stored.releasedOn}, as when release ${name} was imported; got ${releasedOn}.`,
  )
}

/**
 * Finds the rows that a newer release supersedes: those in a range for which it is complete, and those whose stored row
 * is in such a range. Files without a release are older than every release.
 * @returns the numbers of the rows
 */
export async function findSuperseded(
  tx: Database,
  datasetId: string,
  release: ReleaseName | undefined,
  rows: readonly EventRowDraft[],
): Promise<Set<number>> {
  // Feeds without scopes have no releases.
  if (rows.every(({ scope }) => scope === undefined)) return new Set()
  const covered = await readRows<{ rowNumber: number }>(
    tx,
    sql`select distinct incoming.row_number::float8 as "rowNumber"
    from unnest(${sql.param(rows.map(({ rowNumber }) => rowNumber))}::bigint[],
      ${sql.param(rows.map(({ scope }) => scope ?? null))}::text[],
      ${sql.param(rows.map(({ day }) => day ?? null))}::date[]) as incoming(row_number, scope, day)
    left join ${feedRows} f on f.dataset_id = ${datasetId} and f.row_number = incoming.row_number
    join ${releases} r on r.dataset_id = ${datasetId} and r.released_on > ${release?.releasedOn ?? '0001-01-01'}::date
    join ${releaseRanges} n on n.release_id = r.id
      and ((n.scope = incoming.scope and incoming.day between n.first_day and n.last_day)
        or (n.scope = f.scope and f.day between n.first_day and n.last_day))`,
  )
  return new Set(covered.map(({ rowNumber }) => rowNumber))
}

/**
 * Checks, before anything is stored, that a release does not lack too many of the stored events.
 * @throws {ReleaseGuardError}
 */
export async function assertComplete(
  db: Database,
  datasetId: string,
  release: Release,
  name: ReleaseName,
): Promise<void> {
  const missing = await findMissing(db, datasetId, release, name)
  if (missing.length === 0) return
  const { standing } = await readRow<{ standing: number }>(
    db,
    sql`select count(distinct f.event_id)::int as standing ${standingRows(datasetId, release, name)}`,
  )
  if (missing.length > standing * MAX_RETRACTED_SHARE) throw new ReleaseGuardError(missing.length, standing)
}

/**
 * Retracts the events whose rows lie in the range of a release, and in that of no newer one, but are not in the release.
 * If a later release has the rows again, the import corrects the events back.
 * @param release all rows of the release
 * @returns the revisions to append to the history
 */
export async function retractMissing(
  tx: Database,
  { datasetId, by, reason }: FeedSource,
  release: Release,
  name: ReleaseName,
): Promise<RevisionDraft[]> {
  const ids = await findMissing(tx, datasetId, release, name)
  if (ids.length === 0) return []
  const history = await retractEvents(tx, ids, { reason: `The release does not contain it any more. ${reason}`, by })
  // An empty digest makes a row of a later release count as changed.
  await tx.execute(
    sql`update ${feedRows} set digest = '' where dataset_id = ${datasetId}
      and event_id = any(${sql.param(ids)}::uuid[])`,
  )
  return history
}

async function findMissing(db: Database, datasetId: string, release: Release, name: ReleaseName): Promise<string[]> {
  // An event with several rows is kept if the release has one of them.
  const missing = await readRows<{ eventId: string }>(
    db,
    sql`with release_rows as materialized (select unnest(${sql.param(release.rowNumbers)}::bigint[]) as row_number),
      kept as materialized (select f.event_id from ${feedRows} f join release_rows r on r.row_number = f.row_number
        where f.dataset_id = ${datasetId})
    select distinct f.event_id::text as "eventId" ${standingRows(datasetId, release, name)}
      and f.event_id not in (select event_id from kept)`,
  )
  return missing.map(({ eventId }) => eventId)
}

/** The rows of standing events that lie in the range of a release, and in that of no newer one. */
function standingRows(datasetId: string, { spans }: Release, { releasedOn }: ReleaseName) {
  const scopes = sql.param(spans.map(({ scope }) => scope))
  const firstDays = sql.param(spans.map(({ from }) => from))
  const lastDays = sql.param(spans.map(({ until }) => until))
  return sql`from ${feedRows} f
    join unnest(${scopes}::text[], ${firstDays}::date[], ${lastDays}::date[]) as s(scope, first, last)
      on s.scope = f.scope and f.day between s.first and s.last
    join ${events} e on e.id = f.event_id and e.dataset_id = f.dataset_id and e.certainty <> 'RETRACTED'
    where f.dataset_id = ${datasetId}
      and not exists (select 1 from ${releases} newer join ${releaseRanges} n on n.release_id = newer.id
        where newer.dataset_id = f.dataset_id and newer.released_on > ${releasedOn}::date
          and n.scope = f.scope and f.day between n.first_day and n.last_day)`
}
