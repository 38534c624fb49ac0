import { cellDegrees } from '../../database/sql/map-cell.ts'
import { builder } from '../builder/builder.ts'

/** A cell by its edges in degrees. */
interface Cell {
  id: string
  south: number
  west: number
  north: number
  east: number
}

/** A cell of zoom 0 is a tile of this matrix. */
const FIRST_MATRIX = 2

/** Returns the cell with a name; null if the text does not name a cell: see `cellName`. */
export function cellOf(name: string): Cell | null {
  const [matrix, row, column] = name.split('/').map(Number)
  if (matrix === undefined || row === undefined || column === undefined) return null
  const degrees = cellDegrees(matrix - FIRST_MATRIX)
  const [north, west] = [90 - row * degrees, -180 + column * degrees]
  return { id: name, south: north - degrees, west, north, east: west + degrees }
}

export const MapCell = builder.objectRef<Cell>('MapCell').implement({
  description:
    'A cell of a grid of latitudes and longitudes (WGS 84): at zoom 0 it is 45 degrees wide and high, and at each further zoom half of that, which on a web map of that zoom is about 32 pixels wide. Cells begin at the North Pole and at 180 degrees west, so none crosses the 180th meridian. A point on an edge is in the cell to the south or to the east; the South Pole is in the last row.',
  fields: (t) => ({
    id: t.exposeString('id', {
      description:
        'The matrix, the row and the column of the tile of the OGC tile matrix set WorldCRS84Quad that the cell is, such as 5/8/39. Cells of zoom 0 are tiles of matrix 2.',
    }),
    latitude: t.float({
      description: 'The latitude of the centre in degrees north.',
      resolve: ({ south, north }) => (south + north) / 2,
    }),
    longitude: t.float({
      description: 'The longitude of the centre in degrees east.',
      resolve: ({ west, east }) => (west + east) / 2,
    }),
    south: t.exposeFloat('south', { description: 'The southern edge in degrees north.' }),
    west: t.exposeFloat('west', { description: 'The western edge in degrees east.' }),
    north: t.exposeFloat('north', { description: 'The northern edge in degrees north.' }),
    east: t.exposeFloat('east', { description: 'The eastern edge in degrees east, at most 180.' }),
  }),
})
