import { and, isNull, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import type { Context } from '../builder/context.ts'
import type { Page, PageArguments } from '../relay/keyset.ts'
import { listPage } from '../relay/root-list.ts'
import { parseCountry } from './country.ts'
import { searchByName, type NameFilter } from './name-search.ts'

interface EntityArguments extends PageArguments {
  where?: EntityFilter | null | undefined
}

interface EntityFilter extends NameFilter {
  kinds?: readonly string[] | null | undefined
  country?: string | null | undefined
}

interface EntityList {
  tables: EntityTables
  condition?: SQL | undefined
  /** Returns the condition of the filter's country; its UUID is null if the country is unknown. */
  inCountry: (uuid: string | null) => SQL
}

/** Returns a page of actors or places that are not merged into others. */
export function listEntities<Row>(
  { where, ...page }: EntityArguments,
  { tables, condition, inCountry }: EntityList,
  context: Context,
): Page<Row> {
  const countryIdOf = isGiven(where?.country) ? parseCountry(where.country) : undefined
  const rows = async () => {
    const restriction = and(
      isNull(tables.table.mergedIntoId),
      inList(tables.table.kind, where?.kinds),
      condition,
      countryIdOf && inCountry(await countryIdOf(context)),
    )
    return searchByName(tables, where ?? {}, restriction)
  }
  return listPage<Row>(page, { rows, scope: [tables.plural, where] }, context)
}
