import { isDeepStrictEqual } from 'node:util'
import { inArray, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { occurredOf } from '../../intake/occurred.ts'
import { toId } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables/database.ts'
import { OWN_KINDS } from '../../schema/tables/event-kinds.ts'
import { events } from '../../schema/tables/event.ts'
import { reports } from '../../schema/tables/report.ts'
import type { FieldChange } from '../../schema/tables/revision.ts'
import { PARTS, type EventRows } from './rows.ts'

/** All that a row of a feed says of an event, in values that can be compared and kept: the fields of a history. */
export type Picture = Record<string, unknown>

type EventColumns = EventRows['event']

const ownFields = (event: EventColumns): Picture => ({
  kind: event.kind,
  title: event.title,
  summary: event.summary,
  realis: event.realis,
  certainty: event.certainty,
  occurred: occurredOf(event),
  location: event.locationPrecision
    ? {
        place: event.placeId ? toId('place', event.placeId) : null,
        precision: event.locationPrecision,
        latitude: event.latitude,
        longitude: event.longitude,
        radiusKm: event.radiusKm,
        text: event.locationText,
      }
    : null,
})

type Parts = Pick<EventRows, 'participations' | 'quantities' | 'codes' | 'storylines' | 'coding'>

const partFields = ({ participations, quantities, codes, storylines, coding }: Parts): Picture => ({
  participations: participations
    .toSorted((one, other) => one.ordinal - other.ordinal)
    .map(({ actorId, role, side, label }) => ({ actor: toId('actor', actorId), role, side, label })),
  quantities: quantities
    .toSorted((one, other) => one.ordinal - other.ordinal)
    .map(({ measure, of, side, low, best, high, approximation, unit }) => ({
      measure,
      of,
      side,
      low,
      best,
      high,
      approximation,
      unit,
    })),
  codes: codes.map(({ scheme, code }) => `${scheme} ${code}`).toSorted(),
  storylines: storylines.map(({ storylineId }) => toId('storyline', storylineId)).toSorted(),
  coding: coding.map(({ eventId: _event, ...rest }) => rest)[0] ?? null,
})

const reportsField = (articleIds: readonly string[] | undefined): Picture =>
  articleIds === undefined ? {} : { reports: [...new Set(articleIds)].map((id) => toId('article', id)).toSorted() }

/** Empty columns of a kind's own table say nothing. */
const detailsField = (details: Record<string, unknown>): Picture => ({
  details: Object.fromEntries(
    Object.entries(details)
      .filter(
        ([name, value]) => name !== 'eventId' && name !== 'kind' && value !== null && !isDeepStrictEqual(value, []),
      )
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ),
})

/**
 * What rows say of an event.
 * @param rows of the event
 * @param articleIds of all its reports, where the rows tell all
 */
export const pictureOf = (rows: EventRows, articleIds: readonly string[] | undefined): Picture => ({
  ...ownFields(rows.event),
  ...detailsField(rows.details),
  ...partFields(rows),
  ...reportsField(articleIds),
})

/**
 * What is stored of events, as it can be compared to what rows say.
 * @param tx a transaction
 * @param ids their UUIDs
 * @param withReports whether their reports count
 */
export const storedPictures = async (
  tx: Database,
  ids: readonly string[],
  withReports: boolean,
): Promise<Map<string, { picture: Picture; version: number }>> => {
  const read = async (table: PgTable & { eventId: PgColumn }) => {
    const byEvent = new Map<string, Record<string, unknown>[]>()
    const found = (await tx
      .select()
      .from(table as PgTable)
      .where(inArray(table.eventId, [...ids]))) as Record<string, unknown>[]
    for (const row of found)
      byEvent.set(row['eventId'] as string, [...(byEvent.get(row['eventId'] as string) ?? []), row])
    return byEvent
  }
  const parts = new Map<string, Awaited<ReturnType<typeof read>>>()
  for (const [part, table] of Object.entries(PARTS)) parts.set(part, await read(table))
  const details = new Map<string, Record<string, unknown>[]>()
  for (const own of Object.values(OWN_KINDS)) for (const [id, rows] of await read(own.details)) details.set(id, rows)
  const articles = withReports ? await read(reports) : undefined
  const rows = await tx
    .select()
    .from(events)
    .where(sql`${events.id} = any(${sql.param(ids)}::uuid[])`)
  return new Map(
    rows.map((event) => {
      const of = (part: string) => parts.get(part)!.get(event.id) ?? []
      const stored = Object.fromEntries([...parts.keys()].map((part) => [part, of(part)])) as unknown as Parts
      const picture = {
        ...ownFields(event),
        ...detailsField(details.get(event.id)?.[0] ?? {}),
        ...partFields(stored),
        ...reportsField(articles && (articles.get(event.id) ?? []).map(({ articleId }) => articleId as string)),
      }
      return [event.id, { picture, version: event.version }]
    }),
  )
}

/** What differs between two pictures of one event, field by field. */
export const differences = (before: Picture, after: Picture): FieldChange[] =>
  Object.keys(after).flatMap((field) =>
    isDeepStrictEqual(before[field], after[field]) ? [] : [{ field, before: before[field], after: after[field] }],
  )
