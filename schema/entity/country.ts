import { sql } from 'drizzle-orm'
import { placeExternalIds } from '../../database/tables/place.ts'
import { parseId } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'

/** The accepted formats of a country in an argument, for descriptions. */
export const COUNTRY_FORMAT = 'the id of the place, or the ISO 3166-1 code of two or three letters, such as AZ'

/** The UUIDs of countries by their upper-case ISO 3166-1 codes. */
export type CountryCodes = ReadonlyMap<string, string>

/**
 * Parses a country in an argument.
 * @param country the id of a place, or an ISO 3166-1 code
 * @param codes the result of `findCountries`
 * @returns its UUID; null if no stored country has the code
 * @throws {GraphQLError} BAD_USER_INPUT if it is neither an id of a place nor a code
 */
export function parseCountry(country: string, codes: CountryCodes): string | null {
  if (isCode(country)) return codes.get(country.toUpperCase()) ?? null
  const parsedId = parseId(country)
  if (parsedId?.concept === 'place') return parsedId.uuid
  throw badUserInput(
    `${showValue(country)} is not a country. ` +
      'Use the id of a place, which begins with plc_, or an ISO 3166-1 code of two or three letters, such as AZ.',
  )
}

/**
 * Looks up the countries that are given by code.
 * @param countries ids and codes; ids are ignored
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
