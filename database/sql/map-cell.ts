import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { KM_PER_DEGREE } from '../values/geography/earth.ts'

/** The deepest zoom of map cells, which are then 0.011 degrees wide. */
export const MAX_ZOOM = 12

/** The deepest zoom whose cells are counted in `cell_counts`. */
export const MAX_COUNTED_ZOOM = 3

/** The columns of a location that decide its cell. */
export type CellColumns = Record<'latitude' | 'longitude' | 'radiusKm', SQLWrapper>

/** The width and the height of a cell in degrees: 45 at zoom 0, and half as much at each further zoom. */
export function cellDegrees(zoom: number): number {
  return 45 / 2 ** zoom
}

/**
 * The condition that a location may be shown as a cell: it has a point, and its radius is at most half of the width of
 * the cell at the latitude of the point. A width is never more than the height.
 */
export function fitsCell(zoom: number, { latitude, radiusKm }: CellColumns): SQL {
  const halfKm = number((cellDegrees(zoom) / 2) * KM_PER_DEGREE)
  return sql`coalesce(${radiusKm} <= ${halfKm} * cos(radians(${latitude})), false)`
}

/** The deepest zoom, up to `MAX_COUNTED_ZOOM`, whose cells a location fits; -1 if there is none. */
export function deepestCountedZoom(location: CellColumns): SQL {
  const zooms = Array.from({ length: MAX_COUNTED_ZOOM + 1 }, (_, i) => MAX_COUNTED_ZOOM - i)
  return sql`case ${sql.join(
    zooms.map((zoom) => sql`when ${fitsCell(zoom, location)} then ${constant(zoom)}`),
    sql` `,
  )} else -1 end`
}

/** The row of the cell of a point, from 0 in the north. A point on an edge is in the southern row, the South Pole in the last. */
export function cellRow(zoom: number, { latitude }: CellColumns): SQL {
  return sql`least(floor((90 - ${latitude}) / ${number(cellDegrees(zoom))})::int, ${constant(4 * 2 ** zoom - 1)})`
}

/** The number of columns of the cells of a zoom. */
export function columnCount(zoom: number): number {
  return 8 * 2 ** zoom
}

/** The column of the cell of a point, from 0 at 180 degrees west, which is the same meridian as 180 degrees east. */
export function cellColumn(zoom: number, { longitude }: CellColumns): SQL {
  return sql`floor((${longitude} + 180) / ${number(cellDegrees(zoom))})::int % ${constant(columnCount(zoom))}`
}

/**
 * Names a cell: matrix, row and column of a tile of the OGC tile matrix set WorldCRS84Quad. A cell of zoom 0 is a tile of
 * matrix 2.
 */
export function cellName(zoom: number, row: SQL, column: SQL): SQL {
  return sql`${sql.raw(`'${zoom + 2}/'`)} || (${row}) || '/' || (${column})`
}

function constant(value: number): SQL {
  return sql.raw(String(value))
}

function number(value: number): SQL {
  return sql.raw(`${value}::float8`)
}
