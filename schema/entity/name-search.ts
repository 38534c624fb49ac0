import { and, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { escapeLike } from '../../database/sql/conditions.ts'
import { normalizeName } from '../../database/values/normalize-name.ts'
import type { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import type { ListRows } from '../relay/lateral-join.ts'
import { ExternalIdBy } from './name.ts'

type Spellings = PgTable & { folded: PgColumn }

/** The condition that the words of a name occur one after the other in a spelling. */
function hasWords(folded: SQL | PgColumn, words: SQL, pattern: SQL): SQL {
  return sql`(${folded} like '%' || ${pattern} || '%' and ' ' || ${folded} || ' ' like '% ' || ${pattern} || ' %' and ${words} <> '')`
}

/**
 * Finds who bears names: the words of a name occur one after the other in one of theirs.
 * @param names as clients write them
 * @param spellings the table of spellings
 * @param owner its column of those who bear them
 * @returns the UUIDs of the bearers of each name
 */
export async function findIdsByName(
  names: readonly string[],
  spellings: Spellings,
  owner: PgColumn,
  { db }: Context,
): Promise<Map<string, string[]>> {
  const bearers = new Map<string, string[]>()
  if (names.length === 0) return bearers
  const asked = [...new Set(names)]
  const words = asked.map(normalizeName)
  const rows = await db
    .selectDistinct({ position: sql<number>`asked.position::int`, id: owner })
    .from(
      sql`unnest(${sql.param(words)}::text[], ${sql.param(words.map(escapeLike))}::text[]) with ordinality as asked(words, pattern, position)`,
    )
    .innerJoin(spellings, hasWords(spellings.folded, sql`asked.words`, sql`asked.pattern`))
  for (const { position, id } of rows as { position: number; id: string }[]) {
    const name = asked[position - 1]!
    bearers.set(name, [...(bearers.get(name) ?? []), id])
  }
  return bearers
}

/** Where the rows of a concept are, and by what they are found. */
export interface Findable {
  table: PgTable & { id: PgColumn; name: PgColumn }
  spellings: Spellings
  owner: PgColumn
  ids: PgTable & { scheme: PgColumn; value: PgColumn }
  idOwner: PgColumn
}

/** What a client asks of names; null and what is left out do not restrict. */
interface NameFilter {
  search?: string | null | undefined
  namePrefix?: string | null | undefined
  externalId?: typeof ExternalIdBy.$inferInput | null | undefined
}

/** The fields of a filter that asks for names. */
export function nameFields(t: PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>) {
  return {
    search: t.string({
      description:
        'One of its names is like this, aliases and transliterations included: case, accents, script and a slip of spelling are forgiven. The likest come first.',
    }),
    namePrefix: t.string({
      description: 'One of its names begins with this; case, accents and script are forgiven.',
    }),
    externalId: t.field({ type: ExternalIdBy, description: 'What another catalogue calls it.' }),
  }
}

/**
 * The rows of a concept that are found by their names: the likest to `search` first, or else by name.
 * @param findable where they are
 * @param filter what is asked of their names
 * @param more what else must hold of them
 */
export function searchByName(
  { table, spellings, owner, ids, idOwner }: Findable,
  { search, namePrefix, externalId }: NameFilter,
  more: SQL | undefined,
): ListRows {
  const words = normalizeName(search ?? '')
  const begun = namePrefix?.trim()
    ? sql`${spellings.folded} like ${`${escapeLike(normalizeName(namePrefix))}%`}`
    : undefined
  const where = and(
    more,
    begun && words !== ''
      ? sql`exists (select 1 from ${spellings} where ${owner} = ${table.id} and ${begun})`
      : undefined,
    externalId
      ? sql`exists (select 1 from ${ids} where ${idOwner} = ${table.id} and ${ids.scheme} = ${externalId.scheme} and ${ids.value} = ${externalId.value})`
      : undefined,
  )
  if (words === '') {
    const guide = begun && {
      table: sql`(select distinct ${owner} as owner from ${spellings} where ${begun}) begun`,
      on: sql`begun.owner = ${table.id}`,
    }
    return { table, guide, where, order: { sort: table.name, type: 'text', id: table.id, descending: false } }
  }
  const alike = sql`(select ${owner} as owner, max(word_similarity(${words}, ${spellings.folded})) as likeness
    from ${spellings} where ${words} <% ${spellings.folded} or ${spellings.folded} like ${`%${escapeLike(words)}%`} group by ${owner}) alike`
  return {
    table,
    guide: { table: alike, on: sql`alike.owner = ${table.id}` },
    where,
    order: { sort: sql`alike.likeness`, type: 'real', id: table.id, descending: true },
  }
}
