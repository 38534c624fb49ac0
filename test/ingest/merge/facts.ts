import { sql } from 'drizzle-orm'
import type { Database } from '../../../database/database.ts'
import { readRows } from '../../../database/sql/rows.ts'

export type MergedConcept = 'actor' | 'event' | 'place'

/** What a table says of objects that can be merged: the columns that refer to them, and the other columns. */
interface FactTable {
  references: Record<string, MergedConcept>
  values: readonly string[]
}

const FACT_TABLES: Record<string, FactTable> = {
  actor_names: { references: { actor_id: 'actor' }, values: ['kind', 'name'] },
  place_names: { references: { place_id: 'place' }, values: ['kind', 'name'] },
  actor_external_ids: { references: { actor_id: 'actor' }, values: ['scheme', 'value'] },
  place_external_ids: { references: { place_id: 'place' }, values: ['scheme', 'value'] },
  memberships: { references: { member_id: 'actor', organization_id: 'actor' }, values: ['role', 'valid_from'] },
  place_parents: { references: { place_id: 'place', parent_id: 'place' }, values: ['kind', 'valid_from'] },
  tenures: { references: { person_id: 'actor' }, values: ['office_id', 'valid_from'] },
  events: { references: { place_id: 'place' }, values: ['id'] },
  participations: { references: { event_id: 'event', actor_id: 'actor' }, values: ['role'] },
  claim_attributions: { references: { agent_id: 'actor' }, values: ['claim_id', 'ordinal'] },
}

type Fact = Record<string, string | null>

/** The facts by the name of the table. */
export type Facts = Record<string, Fact[]>

/** Reads which facts are stored, as a set. */
export async function readFacts(db: Database): Promise<Facts> {
  const facts: Facts = {}
  for (const [table, { references, values }] of Object.entries(FACT_TABLES)) {
    const columns = [...Object.keys(references), ...values].map((name) => sql`${sql.identifier(name)}::text`)
    facts[table] = asSet(
      await readRows<Fact>(db, sql`select ${sql.join(columns, sql`, `)} from ${sql.identifier(table)}`),
    )
  }
  facts['main_names'] = asSet([
    ...(await readRows<Fact>(db, sql`select 'actor' as concept, id::text, name from actors`)),
    ...(await readRows<Fact>(db, sql`select 'place' as concept, id::text, name from places`)),
  ])
  return facts
}

/**
 * The facts after merges, from those before: every reference leads to the object that remains, equal facts are one, no
 * object is related to itself, and the main name of a merged object is an alias of the object that remains.
 */
export function expectedFacts(
  before: Facts,
  merges: readonly { concept: MergedConcept; mergedId: string; targetId: string }[],
): Facts {
  const targets = new Map(merges.map(({ mergedId, targetId }) => [mergedId, targetId]))
  const rootOf = (id: string | null): string | null => {
    const target = id === null ? undefined : targets.get(id)
    return target === undefined ? id : rootOf(target)
  }
  const facts: Facts = { ...before }
  for (const [table, { references }] of Object.entries(FACT_TABLES)) {
    const columns = Object.keys(references)
    const moved = (before[table] ?? []).map((fact) => ({
      ...fact,
      ...Object.fromEntries(columns.map((column) => [column, rootOf(fact[column] ?? null)])),
    }))
    const aliases = (before['main_names'] ?? []).flatMap(({ concept, id, name }) =>
      table === `${concept}_names` && targets.has(id ?? '')
        ? [{ [`${concept}_id`]: rootOf(id ?? null), kind: 'ALIAS', name: name ?? null }]
        : [],
    )
    facts[table] = asSet([...moved, ...aliases].filter((fact) => !isLoop(fact, columns)))
  }
  return facts
}

function isLoop(fact: Fact, columns: readonly string[]): boolean {
  const [first = '', second = ''] = columns
  return second !== '' && fact[first] === fact[second]
}

function asSet(facts: readonly Fact[]): Fact[] {
  const byText = new Map(
    facts.map((fact) => [JSON.stringify(Object.entries(fact).toSorted(([a], [b]) => (a < b ? -1 : 1))), fact]),
  )
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact)
}
