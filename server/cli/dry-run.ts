import { sql } from 'drizzle-orm'
import { stringify } from 'yaml'
import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import { toId } from '../../database/values/ids.ts'
import type { EventDraft, PlaceDraft } from '../../importers/feed/draft.ts'
import type { Importer } from '../../importers/feed/importer.ts'
import type { Input } from '../../importers/read/input.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'

/** Ends the transaction of a dry run. */
class RollbackError extends Error {}

/**
 * Does work as usual, and rolls back all of it.
 * @param work receives a loader whose transactions are parts of one transaction
 * @returns the result of the work
 */
export async function rolledBack<Result>(
  loader: BulkLoader,
  work: (loader: BulkLoader) => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | undefined
  try {
    await loader.transaction(async (tx, copy) => {
      const value = await work({
        db: tx,
        transaction: async (step) => {
          await tx.execute(sql`savepoint dry_run`)
          try {
            const stepResult = await step(tx, copy)
            await tx.execute(sql`release savepoint dry_run`)
            return stepResult
          } catch (error) {
            await tx.execute(sql`rollback to savepoint dry_run`)
            throw error
          }
        },
      })
      result = { value }
      throw new RollbackError()
    })
  } catch (error) {
    if (!(error instanceof RollbackError)) throw error
  }
  if (result === undefined) throw new Error('The dry run did not end.')
  return result.value
}

/** One line for each changed event, with its changed fields; none for new events. */
export function describeHistory(history: readonly RevisionDraft[]): string {
  return history
    .filter(({ kind }) => kind !== 'CREATED')
    .map(({ eventId, kind, changes = [] }) => {
      const fields = changes.map(({ field }) => field).join(', ')
      return `  ${kind.toLowerCase()} ${toId('event', eventId)}: ${fields}\n`
    })
    .join('')
}

const PREVIEWED_ROWS = 3

/** The first rows of a file as an import would store them, in YAML: the fields that rows do not state are left out. */
export async function describeFirstRows(importer: Importer, input: Input): Promise<string> {
  const previews: string[] = []
  for await (const row of importer.read(input)) {
    if (!('eventRow' in row)) continue
    const text = stringify(previewOf(row.eventRow.event), { indent: 2, lineWidth: 0, flowCollectionPadding: false })
    previews.push(`  line ${row.line} would be stored as:\n${text.trimEnd().replaceAll(/^/gm, '    ')}\n`)
    if (previews.length === PREVIEWED_ROWS) break
  }
  return previews.join('')
}

function previewOf(event: EventDraft): object {
  const { kind, title, summary, realis, edtf, timePrecision, timeBasis } = event
  const { locationPrecision, latitude, longitude, radiusKm, locationText } = event
  const location = { precision: locationPrecision, latitude, longitude, radiusKm, text: locationText }
  return withoutEmpty({
    externalIds: event.externalIds.map(({ scheme, value }) => `${scheme} ${value}`),
    kind,
    title,
    summary,
    realis,
    occurred: { edtf, precision: timePrecision, basis: timeBasis },
    location: { place: event.place && pathOf(event.place), ...location },
    participations: event.participations.map(({ actor, role, side }) => ({
      role,
      actor: actor.name,
      kind: actor.kind,
      country: actor.country?.name,
      side,
    })),
    quantities: event.quantities,
    codes: event.codes.map(({ scheme, code }) => `${scheme} ${code}`),
    mentions: event.mentions.map(({ article: { id: _id, ...article } }) => article),
    claims: event.quotes?.map(({ aspect, exact, article }) => ({
      aspect,
      quote: exact,
      article: article.url ?? article.headline ?? article.publisher,
    })),
  }) as object
}

/** The names of a place and of the places around it. */
function pathOf({ kind, name, within }: PlaceDraft): string {
  return `${name} (${kind})${within ? `, ${pathOf(within)}` : ''}`
}

/** Removes null, undefined, empty lists and empty objects at any depth. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value ?? undefined
  const entries = Object.entries(value)
    .map(([name, part]) => [name, withoutEmpty(part)] as const)
    .filter(([, part]) => part !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
