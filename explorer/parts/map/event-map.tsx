import { geoPath } from 'd3-geo'
import { mapShapes, type Circle, type MapItem } from '../../draw/map-shapes.ts'
import { polygonOf, projectionFor } from '../../draw/projection.ts'
import { countOf } from '../../words/number-words.ts'
import { outlineOf } from './background.ts'
import { MAP_WIDTH, MapFrame, MapLegend } from './map-frame.tsx'
import { Tray } from './tray.tsx'

const HEIGHT = 380
const MAX_IN_TRAY = 12
/** The radius of a point whose radius is not stated or smaller than this, in pixels: a sign, not an extent. */
const MIN_PIXELS = 4

interface EventMapProps {
  items: readonly MapItem[]
  title: string
}

/** A map that claims no more than is known, and beside it what it cannot show. */
export function EventMap({ items, title }: EventMapProps) {
  const shapes = mapShapes(items)
  const { discs, areas, tray } = shapes
  const projection = projectionFor(shapes, MAP_WIDTH, HEIGHT)
  const path = geoPath(projection).digits(1)
  const draw = (object: Parameters<typeof path>[0]) => path(object) ?? ''
  /** A circle that can be seen has no dot in its middle, which would claim to be the place. */
  const isWide = (circle: Circle) => circle.radiusKm > 0 && path.area(polygonOf(circle)) > Math.PI * MIN_PIXELS ** 2
  return (
    <figure class="map">
      <figcaption>{title}</figcaption>
      {discs.length + areas.length > 0 && (
        <MapFrame title={title} height={HEIGHT} projection={projection}>
          {areas.map(({ item, circle, isCountry }) => {
            const country = isCountry ? outlineOf(circle) : undefined
            return (
              <a href={item.href}>
                <title>{`${item.name}: ${countOf(item.count, 'event')}, somewhere in this area`}</title>
                <path class="area" d={draw(country ?? polygonOf(circle))} fill="url(#hatch)" />
              </a>
            )
          })}
          {discs.map(({ item, circle }) => {
            const [x, y] = projection([circle.longitude, circle.latitude]) ?? [NaN, NaN]
            if (Number.isNaN(x) || Number.isNaN(y)) return null
            return (
              <a href={item.href}>
                <title>{`${item.name}: ${countOf(item.count, 'event')}${radiusWords(circle.radiusKm)}`}</title>
                {isWide(circle) && <path class="disc" d={draw(polygonOf(circle))} />}
                {!isWide(circle) && (
                  <circle
                    class={item.isCoded ? 'point coded' : 'point'}
                    cx={x.toFixed(1)}
                    cy={y.toFixed(1)}
                    r={MIN_PIXELS}
                  />
                )}
              </a>
            )
          })}
        </MapFrame>
      )}
      <Tray items={tray} most={MAX_IN_TRAY} leastCount={2} />
      {discs.length + areas.length > 0 && <MapLegend signs="Ring: within this radius." />}
    </figure>
  )
}

function radiusWords(radiusKm: number): string {
  return radiusKm > 0 ? `, within ${radiusKm.toLocaleString('en')} km` : ''
}
