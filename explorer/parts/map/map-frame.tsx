import type { GeoProjection } from 'd3-geo'
import type { ComponentChildren } from 'preact'
import { backgroundOf } from './background.ts'

export const MAP_WIDTH = 720

interface MapFrameProps {
  title: string
  height: number
  projection: GeoProjection
  /** What a script needs to know of the map, by the names of data attributes. */
  data?: Readonly<Record<`data-${string}`, string>>
  children: ComponentChildren
}

/** Land, sea and borders under the shapes of a map. */
export function MapFrame({ title, height, projection, data, children }: MapFrameProps) {
  const { sea, land, borders, disputed } = backgroundOf(projection)
  return (
    <svg viewBox={`0 0 ${MAP_WIDTH} ${height}`} role="group" aria-label={title} {...data}>
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="hatch" d="M0 0V7" />
        </pattern>
      </defs>
      <path class="sea" d={sea} />
      <path class="land" d={land} />
      <path class="border" d={borders} />
      <path class="border disputed" d={disputed} />
      {children}
    </svg>
  )
}

/** What the signs of a map mean, and whose map it is. */
export function MapLegend({ signs }: { signs: string }) {
  return (
    <p class="note">
      {signs} Hatched: somewhere in the area. Dashed borders are disputed. Borders as Natural Earth draws them, by who
      is in control; no statement of Dateline.
    </p>
  )
}
