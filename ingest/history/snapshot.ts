import { eq } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../database/database.ts'
import { isAmong } from '../../database/sql/among.ts'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { OWN_KINDS } from '../../database/tables/event-kinds.ts'
import { eventExternalIds, events } from '../../database/tables/event.ts'
import { eventCodings } from '../../database/tables/import.ts'
import { participations } from '../../database/tables/participation.ts'
import { quantities } from '../../database/tables/quantity.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { reports } from '../../database/tables/report.ts'
import type { FieldChange } from '../../database/tables/revision.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { toId, type Concept } from '../../database/values/ids.ts'
import { occurredOf } from './occurred.ts'

/** All that is said of an event, in values that can be compared and kept: the fields of its history, with public ids. */
export type Picture = Record<string, unknown>

/** The tables of what an event has many of, by the field that tells of them. */
const TABLES = {
  participations,
  quantities,
  claims,
  attributions: claimAttributions,
  relations: eventRelations,
  codes: eventCodes,
  externalIds: eventExternalIds,
  storylines: eventStorylines,
  coding: eventCodings,
  reports,
} as const

type Parts = { [Part in keyof typeof TABLES]: (typeof TABLES)[Part]['$inferInsert'][] }

/** The rows of an event: those of its parts as far as they are known. */
export interface PictureRows extends Partial<Parts> {
  event: typeof events.$inferInsert
  details: Record<string, unknown>
}

const idOf = (concept: Concept, uuid: string | null | undefined): string | null =>
  uuid === null || uuid === undefined ? null : toId(concept, uuid)

const ownFields = (event: PictureRows['event']): Picture => ({
  kind: event.kind,
  title: event.title,
  summary: event.summary ?? null,
  realis: event.realis,
  polarity: event.polarity,
  certainty: event.certainty,
  occurred: { ...occurredOf(event), text: event.timeText ?? null },
  location: event.locationPrecision
    ? {
        place: idOf('place', event.placeId),
        precision: event.locationPrecision,
        latitude: event.latitude ?? null,
        longitude: event.longitude ?? null,
        radiusKm: event.radiusKm ?? null,
        text: event.locationText ?? null,
      }
    : null,
  mergedInto: idOf('event', event.mergedIntoId),
})

const inTurn = <Row extends { ordinal: number }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((one, other) => one.ordinal - other.ordinal)

const byText = <Value>(values: readonly Value[]): Value[] =>
  values.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))

type Claim = Parts['claims'][number]

const claimField = (
  { id, ordinal: _ordinal, eventId: _event, articleId, relationTargetId, ...claim }: Claim,
  links: Parts['attributions'],
) => ({
  id: idOf('claim', id),
  ...claim,
  relationTarget: idOf('event', relationTargetId),
  article: idOf('article', articleId),
  attribution: inTurn(links.filter(({ claimId }) => claimId === id)).map(({ agentId, label, verb, mode }) => ({
    agent: idOf('actor', agentId),
    label,
    verb,
    mode,
  })),
})

const FIELDS: { [Part in Exclude<keyof Parts, 'attributions'>]: (rows: Parts[Part], all: Partial<Parts>) => unknown } =
  {
    participations: (rows) =>
      inTurn(rows).map(({ actorId, officeId, role, side, label, basis }) => ({
        actor: idOf('actor', actorId),
        role,
        side: side ?? null,
        office: idOf('office', officeId),
        label: label ?? null,
        basis,
      })),
    quantities: (rows) =>
      inTurn(rows).map(({ measure, of, side, low, best, high, approximation, unit, text, claimId }) => ({
        measure,
        of,
        side,
        low,
        best,
        high,
        approximation,
        unit,
        text: text ?? null,
        claim: idOf('claim', claimId),
      })),
    claims: (rows, { attributions = [] }) => inTurn(rows).map((claim) => claimField(claim, attributions)),
    relations: (rows) =>
      byText(
        rows.map(({ kind, targetId, certainty, basis }) => ({
          kind,
          event: idOf('event', targetId),
          certainty,
          basis,
        })),
      ),
    codes: (rows) => rows.map(({ scheme, code }) => `${scheme} ${code}`).toSorted(),
    externalIds: (rows) => rows.map(({ scheme, value }) => `${scheme} ${value}`).toSorted(),
    storylines: (rows) => rows.map(({ storylineId }) => toId('storyline', storylineId)).toSorted(),
    coding: ([row]) => row ?? null,
    reports: (rows) => rows.map(({ articleId }) => toId('article', articleId)).toSorted(),
  }

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
 * @param rows of the event; of the parts that are left out the picture tells nothing
 */
export const pictureOf = ({ event, details, ...parts }: PictureRows): Picture => ({
  ...ownFields(event),
  ...detailsField(details),
  ...Object.fromEntries(
    (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).flatMap((part) =>
      parts[part] === undefined ? [] : [[part, FIELDS[part](parts[part] as never, parts)]],
    ),
  ),
})

/**
 * What is stored of events.
 * @param tx a transaction
 * @param ids their UUIDs
 * @returns their pictures, with the versions that they are of
 */
export const storedPictures = async (
  tx: Database,
  ids: readonly string[],
): Promise<Map<string, { picture: Picture; version: number }>> => {
  if (ids.length === 0) return new Map()
  const read = async (table: PgTable & { eventId: PgColumn }) => {
    const found = (await tx
      .select()
      .from(table as PgTable)
      .where(isAmong(table.eventId, ids))) as Record<string, unknown>[]
    const byEvent = new Map<string, Record<string, unknown>[]>()
    for (const row of found) {
      const rows = byEvent.get(row['eventId'] as string)
      if (rows) rows.push(row)
      else byEvent.set(row['eventId'] as string, [row])
    }
    return byEvent
  }
  const parts = new Map<string, Awaited<ReturnType<typeof read>>>()
  for (const [part, table] of Object.entries(TABLES)) parts.set(part, await read(table))
  const details = new Map<string, Record<string, unknown>[]>()
  for (const own of Object.values(OWN_KINDS)) for (const [id, rows] of await read(own.details)) details.set(id, rows)
  const rows = await tx.select().from(events).where(isAmong(events.id, ids))
  return new Map(
    rows.map((event) => {
      const ofEvent = [...parts].map(([part, byEvent]) => [part, byEvent.get(event.id) ?? []])
      const picture = pictureOf({
        event,
        details: details.get(event.id)?.[0] ?? {},
        ...(Object.fromEntries(ofEvent) as Parts),
      })
      return [event.id, { picture, version: event.version }]
    }),
  )
}

/**
 * Which articles report stored events.
 * @param tx a transaction
 * @param ids their UUIDs
 * @returns pictures that tell of nothing else, with the versions that they are of
 */
export const storedReports = async (tx: Database, ids: readonly string[]): ReturnType<typeof storedPictures> => {
  const rows = await tx
    .select({ id: events.id, version: events.version, articleId: reports.articleId })
    .from(events)
    .leftJoin(reports, eq(reports.eventId, events.id))
    .where(isAmong(events.id, ids))
  const found: Awaited<ReturnType<typeof storedPictures>> = new Map()
  for (const { id, version, articleId } of rows) {
    const known = found.get(id) ?? { picture: { reports: [] }, version }
    if (articleId !== null) (known.picture['reports'] as string[]).push(toId('article', articleId))
    found.set(id, known)
  }
  for (const { picture } of found.values()) (picture['reports'] as string[]).sort()
  return found
}

/**
 * What differs between two pictures of one event, field by field, in what the later one tells. Of reports, of which there
 * may be very many, only those are told that went, and those that came.
 */
export const differences = (before: Picture, after: Picture): FieldChange[] =>
  Object.keys(after).flatMap((field): FieldChange[] => {
    const [was, is] = [before[field], after[field]]
    if (isDeepStrictEqual(was, is)) return []
    return [
      field === 'reports' ? { field, ...apart(was as string[], is as string[]) } : { field, before: was, after: is },
    ]
  })

const apart = (was: readonly string[], is: readonly string[]) => {
  const [old, now] = [new Set(was), new Set(is)]
  return { before: was.filter((each) => !now.has(each)), after: is.filter((each) => !old.has(each)) }
}
