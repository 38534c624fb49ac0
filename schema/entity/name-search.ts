import { and, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { escapeLike } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { actorSpellings } from '../../database/tables/actor.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { normalizeName } from '../../database/values/normalize-name.ts'
import { NAME_BOUND, NAME_SEARCH_BOUND } from '../builder/bound.ts'
import type { builder } from '../builder/builder.ts'
import { badUserInput } from '../builder/errors.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import type { ListRows } from '../relay/lateral-join.ts'
import { mayBeMeantBy } from './misspelt-name.ts'
import { ExternalIdBy } from './name.ts'

/** The condition that the words of a name occur in a spelling as whole words, one after the other. */
function hasWords(folded: PgColumn, words: SQL, pattern: SQL): SQL {
  // The first `like` is redundant, but the trigram index supports only it.
  return sql`(${folded} like '%' || ${pattern} || '%' and ' ' || ${folded} || ' ' like '% ' || ${pattern} || ' %' and ${words} <> '')`
}

/** Loads the UUIDs of the actors that have a name in which certain words occur one after the other. */
export const actorIdsByName = createLoader<string, string[]>(LOAD_ORDER.LOOK_UP, async (names, { db }) => {
  const words = names.map(normalizeName)
  const rows = await readRows<{ position: number; id: string }>(
    db,
    sql`select distinct requested.position::int as position, ${actorSpellings.actorId} as id
      from unnest(${sql.param(words)}::text[], ${sql.param(words.map(escapeLike))}::text[])
        with ordinality as requested(words, pattern, position)
      inner join ${actorSpellings} on ${hasWords(actorSpellings.folded, sql`requested.words`, sql`requested.pattern`)}`,
  )
  return names.map((_name, i) => rows.filter(({ position }) => position === i + 1).map(({ id }) => id))
})

/** The conditions on names in a filter; null and undefined do not restrict. */
export interface NameFilter {
  search?: string | null | undefined
  misspeltName?: string | null | undefined
  namePrefix?: string | null | undefined
  externalId?: typeof ExternalIdBy.$inferInput | null | undefined
}

/** The conditions on names, as input fields. */
export function nameFields(t: PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>) {
  return {
    search: t.string({
      bound: NAME_SEARCH_BOUND,
      description:
        'One of the names, including aliases and transliterations, is similar to this text. ' +
        'Case, accents, script and small spelling mistakes are ignored. The most similar names come first.',
    }),
    misspeltName: t.string({
      bound: NAME_SEARCH_BOUND,
      description:
        'One of the names may be meant by this text: they differ by one mistake, or by two if the text has 8 letters or more, or they are similar. ' +
        'It finds more names than `search`, the most similar first, and more that are wrong.',
    }),
    namePrefix: t.string({
      bound: NAME_BOUND,
      description: 'One of the names begins with this text. Case, accents and script are ignored.',
    }),
    externalId: t.field({ type: ExternalIdBy, description: 'An identifier in another catalogue.' }),
  }
}

/**
 * Returns the rows that match conditions on their names, in the order of similarity to `search` or `misspeltName`, or of
 * their main names without both.
 * @param restriction further conditions
 * @throws {GraphQLError} BAD_USER_INPUT if the filter has both
 */
export function searchByName(
  { table, spellings, spellingOwner, externalIds, externalIdOwner }: EntityTables,
  { search, misspeltName, namePrefix, externalId }: NameFilter,
  restriction: SQL | undefined,
): ListRows {
  if (search && misspeltName) throw badUserInput('Give either `search` or `misspeltName`; got both.')
  const words = normalizeName(search || misspeltName || '')
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
  // A name that is the text comes before one that contains it, and among these the shorter ones come first.
  const likeness = sql`word_similarity(${words}, ${spellings.folded}) + similarity(${words}, ${spellings.folded}) + (${spellings.folded} = ${words})::int`
  const isAlike = misspeltName
    ? mayBeMeantBy(spellings.folded, misspeltName)
    : sql`(${words} <% ${spellings.folded} or ${spellings.folded} like ${`%${escapeLike(words)}%`})`
  const similar = sql`(select ${spellingOwner} as owner, max(${likeness})::real as similarity
    from ${spellings} where ${isAlike} group by ${spellingOwner}) similar_names`
  return {
    table,
    drivingTable: { table: similar, on: sql`similar_names.owner = ${table.id}` },
    where,
    order: { sort: sql`similar_names.similarity`, type: 'real', id: table.id, descending: true },
  }
}
