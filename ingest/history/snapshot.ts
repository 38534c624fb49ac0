import { isDeepStrictEqual } from 'node:util'
import type { events } from '../../database/tables/event.ts'
import { EVENT_PARTS } from '../parts/catalogue.ts'
import { publicId } from '../parts/public-id.ts'
import type { EventRows } from '../parts/read-events.ts'

/** The complete content of an event as comparable JSON values: the fields of its history, with public ids. */
export type Snapshot = Record<string, unknown>

function eventFields(event: EventRows['event']): Snapshot {
  return {
    kind: event.kind,
    title: event.title,
    summary: event.summary ?? null,
    realis: event.realis,
    polarity: event.polarity,
    certainty: event.certainty,
    independentOriginCount: event.independentOriginCount ?? 1,
    evidence: event.evidence,
    occurred: { ...occurredOf(event), text: event.timeText ?? null },
    location: event.locationPrecision
      ? {
          place: publicId('place', event.placeId),
          precision: event.locationPrecision,
          latitude: event.latitude ?? null,
          longitude: event.longitude ?? null,
          radiusKm: event.radiusKm ?? null,
          text: event.locationText ?? null,
        }
      : null,
    mergedInto: publicId('event', event.mergedIntoId),
  }
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
export function snapshotOf({ event, details, parts }: EventRows): Snapshot {
  const partFields = EVENT_PARTS.flatMap((part) => {
    const rows = parts[part.name]
    return rows && part.snapshot ? [[part.name, part.snapshot(rows, parts)]] : []
  })
  return { ...eventFields(event), ...detailsField(details), ...Object.fromEntries(partFields) }
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
