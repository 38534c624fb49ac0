import type { EventDraft } from '../format/event.ts'
import type { UuidOf } from '../format/references.ts'
import { spanOf } from '../format/time.ts'

/** @returns the time of an event in the columns of `events` */
export function timeColumns(occurred: EventDraft['occurred']) {
  const { earliest, latest, precision } = spanOf(occurred)
  return {
    edtf: occurred.edtf,
    earliest,
    latest,
    timePrecision: precision,
    timeBasis: occurred.basis,
    timeText: occurred.text ?? null,
  }
}

/** @returns the location of an event in the columns of `events`; all null without a location */
export function locationColumns(location: EventDraft['location'] | null, uuidOf: UuidOf) {
  return {
    placeId: location?.place === undefined ? null : uuidOf('place', location.place),
    locationPrecision: location?.precision ?? null,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    radiusKm: location?.radiusKm ?? null,
    locationText: location?.text ?? null,
  }
}

/** @returns the time by which lists sort an event; an unknown or open start sorts as the oldest */
export function sortTimeOf(earliest: string | null | undefined): string {
  return earliest ?? '-infinity'
}
