import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../project-root.ts'

/** A circle on the surface of the Earth, in degrees (WGS 84) and kilometres. */
export interface Circle {
  latitude: number
  longitude: number
  radiusKm: number
}

let circlesByCode: ReadonlyMap<string, Circle> | undefined

/**
 * A circle that contains a country. The table was made by `scripts/country-extents.ts` of the borders of Natural Earth
 * (public domain), drawn at 1:50 million: the centre is the centroid of the largest polygon, the radius the largest distance
 * from it to a border of the country. The build does not copy the table to `dist/`, so the path starts at the project root.
 * @param code ISO 3166-1, of two or three letters
 * @returns undefined if the table has no such country
 */
export function extentOfCountry(code: string): Circle | undefined {
  circlesByCode ??= new Map(readCircles())
  return circlesByCode.get(code)
}

function readCircles(): [code: string, circle: Circle][] {
  const path = join(projectRoot, 'database/values/geography/country-extents.tsv')
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1)
  return lines.flatMap((line): [string, Circle][] => {
    const [iso3 = '', iso2 = '', ...numbers] = line.split('\t')
    const [latitude = 0, longitude = 0, radiusKm = 0] = numbers.map(Number)
    return [iso3, iso2].map((code) => [code, { latitude, longitude, radiusKm }])
  })
}
