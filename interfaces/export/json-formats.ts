import { pointOfLocation } from '../../schema/event/point-of-location.ts'
import type { Format } from './format.ts'
import { CURSOR, LOCATION, LOCATION_PROPERTIES } from './plan.ts'

/** One JSON object a line: first the description of the file, then the rows. */
export const NDJSON: Format = {
  contentType: 'application/x-ndjson; charset=utf-8',
  head: (_plan, metadata) => (metadata ? `${JSON.stringify({ dateline: metadata })}\n` : ''),
  row: ({ node, cursor }) => `${JSON.stringify({ ...node, [CURSOR]: cursor })}\n`,
  separator: '',
  tail: '',
}

/** The first location of an event, as the plan selects it. */
type Location = NonNullable<Parameters<typeof pointOfLocation>[0]> & { place: { name: string } | null }

/**
 * RFC 7946: one feature for each event, at its first location. Software of maps draws every point as if it were exact, so
 * a location that is known less precisely has no geometry, but the name of its place and its precision.
 */
export const GEOJSON: Format = {
  contentType: 'application/geo+json; charset=utf-8',
  head: (_plan, metadata) =>
    `{"type":"FeatureCollection",${metadata ? `"dateline":${JSON.stringify(metadata)},` : ''}"features":[\n`,
  row: ({ node }) => {
    const { [LOCATION]: location, ...properties } = node
    const located = location as Location | null
    const point = pointOfLocation(located)
    const geometry = point ? { type: 'Point', coordinates: [point.longitude, point.latitude] } : null
    const { place, precision } = LOCATION_PROPERTIES
    const named = { [place]: located?.place?.name ?? null, [precision]: located?.precision ?? null }
    return JSON.stringify({ type: 'Feature', geometry, properties: { ...properties, ...named } })
  },
  separator: ',\n',
  tail: '\n]}\n',
}
