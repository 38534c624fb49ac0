import { sql } from 'drizzle-orm'
import { placeExternalIds } from '../../database/tables/place.ts'
import { parseId } from '../../database/values/ids.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'

/** How a client may speak of a country, for descriptions. */
export const COUNTRY_FORMAT = 'the id of its place, or its ISO 3166-1 code of two or three letters, such as AZ'

/** The UUIDs of countries by the codes that a client used for them. */
export type CountryCodes = ReadonlyMap<string, string>

/**
 * Reads how a client speaks of a country.
 * @param country the id of a place, or an ISO 3166-1 code
 * @param codes the codes that were looked up: see `countriesOf`
 * @returns its UUID, or null where no country here has that code
 * @throws {GraphQLError} BAD_USER_INPUT where it is neither
 */
export function parseCountry(country: string, codes: CountryCodes): string | null {
  if (isCode(country)) return codes.get(country.toUpperCase()) ?? null
  const read = parseId(country)
  if (read?.concept === 'place') return read.uuid
  throw badUserInput(
    `"${country.slice(0, 64)}" is not a country. Give the id of its place, which begins with plc_, or its ISO 3166-1 code of two or three letters.`,
  )
}

/**
 * Looks up the codes among what clients call countries.
 * @param countries ids and codes
 */
export async function findCountries(countries: Iterable<string>, { db }: Context): Promise<CountryCodes> {
  const codes = [...new Set([...countries].filter(isCode).map((code) => code.toUpperCase()))]
  if (codes.length === 0) return new Map()
  const rows = await db
    .select({ code: placeExternalIds.value, id: placeExternalIds.placeId })
    .from(placeExternalIds)
    .where(
      sql`${placeExternalIds.scheme} in ('ISO3166_A2', 'ISO3166_A3') and ${placeExternalIds.value} = any(${sql.param(codes)}::text[])`,
    )
  return new Map(rows.map(({ code, id }) => [code, id]))
}

function isCode(country: string): boolean {
  return /^[a-z]{2,3}$/i.test(country)
}
