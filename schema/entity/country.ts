import { sql } from 'drizzle-orm'
import { placeExternalIds } from '../../database/tables/place.ts'
import { parseId } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import type { MaybePromise } from '../loaders/maybe-promise.ts'
import { refusedMoment } from '../relay/moment-id.ts'

/** The accepted formats of a country in an argument, for descriptions. */
export const COUNTRY_FORMAT = 'the id of the place, or the ISO 3166-1 code of two or three letters, such as AZ'

/** Returns the UUID of a country; null if no stored country has its code. */
export type CountryLookUp = (context: Context) => MaybePromise<string | null>

/**
 * Parses a country in an argument.
 * @param country the id of a place, or an ISO 3166-1 code
 * @throws {GraphQLError} BAD_USER_INPUT if it is neither
 */
export function parseCountry(country: string): CountryLookUp {
  if (isCode(country)) return (context) => countryIdByCode(context).load(country.toUpperCase())
  const parsedId = parseId(country)
  if (parsedId?.concept === 'place') return () => parsedId.uuid
  throw badUserInput(
    refusedMoment(country, 'place') ??
      `${showValue(country)} is not a country. ` +
        'Use the id of a place, which begins with plc_, or an ISO 3166-1 code of two or three letters, such as AZ.',
  )
}

const countryIdByCode = createLoader<string, string | null>(LOAD_ORDER.LOOK_UP, async (codes, { db }) => {
  const rows = await db
    .select({ code: placeExternalIds.value, id: placeExternalIds.placeId })
    .from(placeExternalIds)
    .where(
      sql`${placeExternalIds.scheme} in ('ISO3166_A2', 'ISO3166_A3') and ${placeExternalIds.value} = any(${sql.param(codes)}::text[])`,
    )
  const idsByCode = new Map(rows.map(({ code, id }) => [code, id]))
  return codes.map((code) => idsByCode.get(code) ?? null)
})

function isCode(country: string): boolean {
  return /^[a-z]{2,3}$/i.test(country)
}
