import { isDeepStrictEqual } from 'node:util'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { eventExternalIds, type events } from '../../database/tables/event.ts'
import { eventCodings } from '../../database/tables/import.ts'
import { mentions } from '../../database/tables/mention.ts'
import { participations } from '../../database/tables/participation.ts'
import { quantities } from '../../database/tables/quantity.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { toId, type Concept } from '../../database/values/ids.ts'

/** The complete content of an event as comparable JSON values: the fields of its history, with public ids. */
export type Snapshot = Record<string, unknown>

/** The tables of the parts of an event, by the snapshot field that they fill. */
export const SNAPSHOT_TABLES = {
  participations,
  quantities,
  claims,
  attributions: claimAttributions,
  relations: eventRelations,
  codes: eventCodes,
  externalIds: eventExternalIds,
  storylines: eventStorylines,
  coding: eventCodings,
  mentions,
} as const

export type Parts = { [Part in keyof typeof SNAPSHOT_TABLES]: (typeof SNAPSHOT_TABLES)[Part]['$inferInsert'][] }

/** The rows of an event. A part that is omitted is unknown. */
export interface SnapshotRows extends Partial<Parts> {
  event: typeof events.$inferInsert
  details: Record<string, unknown>
}

function idOf(concept: Concept, uuid: string | null | undefined): string | null {
  return uuid === null || uuid === undefined ? null : toId(concept, uuid)
}

function eventFields(event: SnapshotRows['event']): Snapshot {
  return {
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
  }
}

function byOrdinal<Row extends { ordinal: number }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => a.ordinal - b.ordinal)
}

function byJson<Value>(values: readonly Value[]): Value[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

type Claim = Parts['claims'][number]

function claimField(
  { id, ordinal: _ordinal, eventId: _event, articleId, relationTargetId, ...claim }: Claim,
  attributions: Parts['attributions'],
) {
  return {
    id: idOf('claim', id),
    ...claim,
    relationTarget: idOf('event', relationTargetId),
    article: idOf('article', articleId),
    attribution: byOrdinal(attributions.filter(({ claimId }) => claimId === id)).map(
      ({ agentId, label, verb, mode }) => ({
        agent: idOf('actor', agentId),
        label,
        verb,
        mode,
      }),
    ),
  }
}

/** The value of each snapshot field from the rows of its part; claims include their attributions. */
const FIELDS: { [Part in Exclude<keyof Parts, 'attributions'>]: (rows: Parts[Part], all: Partial<Parts>) => unknown } =
  {
    participations: (rows) =>
      byOrdinal(rows).map(({ actorId, officeId, role, side, label, basis }) => ({
        actor: idOf('actor', actorId),
        role,
        side: side ?? null,
        office: idOf('office', officeId),
        label: label ?? null,
        basis,
      })),
    quantities: (rows) =>
      byOrdinal(rows).map(({ measure, of, side, low, best, high, approximation, unit, text, claimId }) => ({
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
    claims: (rows, { attributions = [] }) => byOrdinal(rows).map((claim) => claimField(claim, attributions)),
    relations: (rows) =>
      byJson(
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
    mentions: (rows) => rows.map(({ articleId }) => toId('article', articleId)).toSorted(),
  }

/** The fields that only events of a kind have, without empty ones: null and an empty list both mean unknown. */
function detailsField(details: Record<string, unknown>): Snapshot {
  return {
    details: Object.fromEntries(
      Object.entries(details)
        .filter(
          ([name, value]) => name !== 'eventId' && name !== 'kind' && value !== null && !isDeepStrictEqual(value, []),
        )
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  }
}

/** Builds the snapshot of an event from its rows, without the fields of parts that are omitted. */
export function snapshotOf({ event, details, ...parts }: SnapshotRows): Snapshot {
  const partFields = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).flatMap((part) => partField(part, parts))
  return { ...eventFields(event), ...detailsField(details), ...Object.fromEntries(partFields) }
}

function partField<Part extends keyof typeof FIELDS>(part: Part, parts: Partial<Parts>): [Part, unknown][] {
  const rows = parts[part]
  return rows === undefined ? [] : [[part, FIELDS[part](rows, parts)]]
}

type TimeColumns = Pick<typeof events.$inferInsert, 'edtf' | 'earliest' | 'latest' | 'timePrecision' | 'timeBasis'>

function momentOf(value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : new Date(value).toISOString()
}

/** @returns the time of an event as comparable JSON values */
function occurredOf(event: TimeColumns): Record<string, string | null> {
  return {
    edtf: event.edtf,
    earliest: momentOf(event.earliest),
    latest: momentOf(event.latest),
    precision: event.timePrecision,
    basis: event.timeBasis,
  }
}
