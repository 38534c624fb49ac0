import { and, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { escapeLike } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { normalizeName } from '../../database/values/normalize-name.ts'
import type { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import type { ListRows } from '../relay/lateral-join.ts'
import { ExternalIdBy } from './name.ts'

/** The condition that the words of a name occur in a spelling as whole words, one after the other. */
function hasWords(folded: PgColumn, words: SQL, pattern: SQL): SQL {
  // The first `like` is redundant, but the trigram index supports only it.
  return sql`(${folded} like '%' || ${pattern} || '%' and ' ' || ${folded} || ' ' like '% ' || ${pattern} || ' %' and ${words} <> '')`
}

/**
 * Finds the actors or places that have certain names: the words of the name occur one after the other in one of theirs.
 * @param owner the column of `spellings` with the UUID of the actor or place
 * @returns the UUIDs by name
 */
export async function findIdsByName(
  names: readonly string[],
  spellings: EntityTables['spellings'],
  owner: PgColumn,
  { db }: Context,
): Promise<Map<string, string[]>> {
  const idsByName = new Map<string, string[]>()
  if (names.length === 0) return idsByName
  const distinctNames = [...new Set(names)]
  const words = distinctNames.map(normalizeName)
  const rows = await readRows<{ position: number; id: string }>(
    db,
    sql`select distinct requested.position::int as position, ${owner} as id
      from unnest(${sql.param(words)}::text[], ${sql.param(words.map(escapeLike))}::text[])
        with ordinality as requested(words, pattern, position)
      inner join ${spellings} on ${hasWords(spellings.folded, sql`requested.words`, sql`requested.pattern`)}`,
  )
  for (const { position, id } of rows) {
    const name = distinctNames[position - 1] ?? ''
    idsByName.set(name, [...(idsByName.get(name) ?? []), id])
  }
  return idsByName
}

/** The conditions on names in a filter; null and undefined do not restrict. */
export interface NameFilter {
  search?: string | null | undefined
  namePrefix?: string | null | undefined
  externalId?: typeof ExternalIdBy.$inferInput | null | undefined
}

/** The conditions on names, as input fields. */
export function nameFields(t: PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>) {
  return {
    search: t.string({
      description:
        'One of the names, including aliases and transliterations, is similar to this text. ' +
        'Case, accents, script and small spelling mistakes are ignored. The most similar names come first.',
    }),
    namePrefix: t.string({
      description: 'One of the names begins with this text. Case, accents and script are ignored.',
    }),
    externalId: t.field({ type: ExternalIdBy, description: 'An identifier in another catalogue.' }),
  }
}

/**
 * Returns the rows that match conditions on their names, in the order of similarity to `search`, or of their main names
 * without it.
 * @param restriction further conditions
 */
export function searchByName(
  { table, spellings, spellingOwner, externalIds, externalIdOwner }: EntityTables,
  { search, namePrefix, externalId }: NameFilter,
  restriction: SQL | undefined,
): ListRows {
  const words = normalizeName(search ?? '')
  const hasPrefix = namePrefix?.trim()
    ? sql`${spellings.folded} like ${`${escapeLike(normalizeName(namePrefix))}%`}`
    : undefined
  const where = and(
    restriction,
    hasPrefix && words !== ''
      ? sql`exists (select 1 from ${spellings} where ${spellingOwner} = ${table.id} and ${hasPrefix})`
      : undefined,
    externalId
      ? sql`exists (select 1 from ${externalIds} where ${externalIdOwner} = ${table.id} and ${externalIds.scheme} = ${externalId.scheme} and ${externalIds.value} = ${externalId.value})`
      : undefined,
  )
  if (words === '') {
    const drivingTable = hasPrefix && {
      table: sql`(select distinct ${spellingOwner} as owner from ${spellings} where ${hasPrefix}) prefixed`,
      on: sql`prefixed.owner = ${table.id}`,
    }
    return { table, drivingTable, where, order: { sort: table.name, type: 'text', id: table.id, descending: false } }
  }
  const similar = sql`(select ${spellingOwner} as owner, max(word_similarity(${words}, ${spellings.folded})) as similarity
    from ${spellings} where ${words} <% ${spellings.folded} or ${spellings.folded} like ${`%${escapeLike(words)}%`} group by ${spellingOwner}) similar_names`
  return {
    table,
    drivingTable: { table: similar, on: sql`similar_names.owner = ${table.id}` },
    where,
    order: { sort: sql`similar_names.similarity`, type: 'real', id: table.id, descending: true },
  }
}
