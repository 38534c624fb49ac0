import { geoPath } from 'd3-geo'
import type { EventList } from '../../documents/records.ts'
import { around, boxText, cellShapes, parseBox, widened, WORLD, type Box } from '../../draw/cell-shapes.ts'
import { polygonOf, projectionOfBox } from '../../draw/projection.ts'
import { outlineOf } from '../../parts/map/background.ts'
import { MAP_WIDTH, MapFrame, MapLegend } from '../../parts/map/map-frame.tsx'
import { Tray } from '../../parts/map/tray.tsx'
import { eventsPath, type Filter } from '../../request/filter.ts'
import { countOf } from '../../words/number-words.ts'

const MAX_IN_TRAY = 30
/** A sign, not an extent. */
const POINT_PIXELS = 5

interface ListMapProps {
  filter: Filter
  cells: NonNullable<EventList['cells']>
  /** The number of events of the filter. */
  total: number
}

/** All events of the filter in cells; a cell leads to itself and its surroundings, in finer cells. */
export function ListMap({ filter, cells, total }: ListMapProps) {
  const missing = total - cells.reduce((sum, { count }) => sum + count, 0)
  const shapes = cellShapes(cells.map(({ count, key: { cell, place } }) => ({ count, cell, place })))
  const box = parseBox(filter.box)
  const drawn = shapes.cells.length + shapes.areas.length + shapes.points.length
  if (drawn + shapes.tray.length === 0 && !box) return null
  const tray = shapes.tray.map(({ id, ...item }) => ({ ...item, href: id && eventsPath({ ...filter, place: id }) }))
  const shown = box ? widened(box) : WORLD
  const { projection, height } = projectionOfBox(shown, MAP_WIDTH)
  const path = geoPath(projection).digits(1)
  return (
    <figure class="map" data-island="map">
      <figcaption>
        Events by place
        {box && <a href={eventsPath({ ...filter, box: undefined })}>the whole world</a>}
        {box && <a href={eventsPath({ ...filter, box: boxText(around(box)) })}>further out</a>}
      </figcaption>
      {drawn > 0 && (
        <MapFrame title="Events by place" height={height} projection={projection} data={{ 'data-box': boxText(shown) }}>
          {shapes.areas.map(({ id, name, circle, isCountry, count }) => {
            const country = isCountry ? outlineOf(circle) : undefined
            return (
              <a href={eventsPath({ ...filter, place: id })}>
                <title>{`${name}: ${countOf(count, 'event')}, somewhere in this area`}</title>
                <path class="area" d={path(country ?? polygonOf(circle)) ?? ''} fill="url(#hatch)" />
              </a>
            )
          })}
          {shapes.cells.map((cell) => (
            <Cell filter={filter} shown={shown} {...cell} />
          ))}
          {shapes.points.map(({ id, name, count, ...point }) => {
            const [cx = NaN, cy = NaN] = projection([point.longitude, point.latitude]) ?? []
            if (Number.isNaN(cx + cy)) return null
            return (
              <a href={eventsPath({ ...filter, place: id })}>
                <title>{`${name}: ${countOf(count, 'event')}, at the place or near it`}</title>
                <circle class="near" cx={cx.toFixed(1)} cy={cy.toFixed(1)} r={POINT_PIXELS} />
              </a>
            )
          })}
          {box && <rect class="brush" {...rectangleOf(box, shown)} />}
        </MapFrame>
      )}
      <Tray items={tray} most={MAX_IN_TRAY} />
      {missing > 0 && (
        <p class="note">
          {countOf(missing, 'event')} in squares and places with fewer events: choose a part of the map.
        </p>
      )}
      <MapLegend signs="Squares: events within the square, darker if there are more. Rings: events at a place or near it, known less precisely than the squares." />
    </figure>
  )
}

interface CellProps {
  filter: Filter
  shown: Box
  box: Box
  count: number
  weight: number
}

function Cell({ filter, shown, box, count, weight }: CellProps) {
  return (
    <a href={eventsPath({ ...filter, box: boxText(around(box)) })}>
      <title>{countOf(count, 'event')}</title>
      <rect class="cell" {...rectangleOf(box, shown)} fill-opacity={(0.25 + 0.65 * weight).toFixed(2)} />
    </a>
  )
}

function rectangleOf(box: Box, shown: Box) {
  const scale = MAP_WIDTH / (shown.east - shown.west)
  const round = (degrees: number) => Math.round(degrees * scale * 10) / 10
  return {
    x: round(box.west - shown.west),
    y: round(shown.north - box.north),
    width: round(box.east - box.west),
    height: round(box.north - box.south),
  }
}
