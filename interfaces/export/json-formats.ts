import type { Format } from './format.ts'
import { CURSOR, LOCATION } from './plan.ts'

/** One JSON object a line: first the description of the file, then the rows. */
export const NDJSON: Format = {
  contentType: 'application/x-ndjson; charset=utf-8',
  head: (_plan, metadata) => (metadata ? `${JSON.stringify({ dateline: metadata })}\n` : ''),
  row: ({ node, cursor }) => `${JSON.stringify({ ...node, [CURSOR]: cursor })}\n`,
  separator: '',
  tail: '',
}

interface Point {
  latitude: number | null
  longitude: number | null
}

/** RFC 7946: one feature for each event, at its first location. */
export const GEOJSON: Format = {
  contentType: 'application/geo+json; charset=utf-8',
  head: (_plan, metadata) =>
    `{"type":"FeatureCollection",${metadata ? `"dateline":${JSON.stringify(metadata)},` : ''}"features":[\n`,
  row: ({ node }) => {
    const { [LOCATION]: location, ...properties } = node
    const geometry = pointOf(location as (Point & { place: Point | null }) | null)
    return JSON.stringify({ type: 'Feature', geometry, properties })
  },
  separator: ',\n',
  tail: '\n]}\n',
}

/** The coordinates of a location, else those of its place; null if neither has any. */
function pointOf(location: (Point & { place: Point | null }) | null) {
  const own = location?.latitude === null ? location.place : location
  const { latitude = null, longitude = null } = own ?? {}
  return latitude === null || longitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] }
}
