import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRow } from '../../database/sql/rows.ts'
import { claims } from '../../database/tables/claim.ts'
import { datasets } from '../../database/tables/dataset.ts'
import type { DATASET_METHODS, EVIDENCE } from '../../database/tables/enums.ts'
import { events } from '../../database/tables/event.ts'
import { inScope, type EventScope } from './scope.ts'

export type Evidence = (typeof EVIDENCE)[number]
export type DatasetMethod = (typeof DATASET_METHODS)[number]

/** @returns the evidence of an event without a verified quote, from the method of its dataset */
export function evidenceByMethod(method: DatasetMethod): Exclude<Evidence, 'QUOTED'> {
  return method === 'CODED' ? 'CODED' : 'LISTED'
}

/** @returns the certainty of an event that no claim is about */
export function certaintyWithoutClaims(evidence: Evidence): 'REPORTED' | 'UNVERIFIED' {
  return evidence === 'CODED' ? 'UNVERIFIED' : 'REPORTED'
}

/**
 * The evidence of an event `e`. QUOTED: a claim that is not retracted has a quote that was found in the text of its
 * article. Otherwise the datasets decide, that of the event and those of the events merged into it: LISTED if people made
 * or checked the events of one of them, CODED if machines made them all.
 */
function evidenceOf(): SQL {
  return sql`case
    when exists (select 1 from ${claims} c where c.event_id = e.id and c.is_verified and c.certainty <> 'RETRACTED') then 'QUOTED'
    when exists (
      with recursive united(id, dataset_id) as (
        select e.id, e.dataset_id
        union all select m.id, m.dataset_id from ${events} m join united on m.merged_into_id = united.id
      ) select 1 from united join ${datasets} d on d.id = united.dataset_id where d.method <> 'CODED'
    ) then 'LISTED'
    else 'CODED' end`
}

/** Recomputes the evidence of stored events. */
export async function recomputeEvidence(tx: Database, scope: EventScope): Promise<void> {
  await tx.execute(sql`update ${events} stored set evidence = derived.evidence
    from (select e.id, ${evidenceOf()} as evidence from ${events} e where ${inScope(scope, sql`e.id`)}) derived
    where stored.id = derived.id and stored.evidence <> derived.evidence`)
}

/** Sets the certainty of the events without claims, from their evidence. Retracted events stay RETRACTED. */
export async function recomputeCertaintyWithoutClaims(tx: Database, scope: EventScope): Promise<void> {
  await tx.execute(sql`update ${events} e set certainty = ${CERTAINTY_WITHOUT_CLAIMS}
    where ${inScope(scope, sql`e.id`)} and ${hasWrongCertainty()}`)
}

/** @returns the number of events without claims whose stored certainty does not follow from their evidence */
export async function countWrongCertaintyWithoutClaims(tx: Database): Promise<number> {
  const { count } = await readRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from ${events} e where ${hasWrongCertainty()}`,
  )
  return count
}

/** Of an event `e`. */
const CERTAINTY_WITHOUT_CLAIMS = sql`case e.evidence when 'CODED' then 'UNVERIFIED' else 'REPORTED' end`

function hasWrongCertainty(): SQL {
  return sql`e.certainty not in ('RETRACTED', ${CERTAINTY_WITHOUT_CLAIMS})
    and not exists (select 1 from ${claims} c where c.event_id = e.id)`
}

/** @returns the number of events whose stored evidence is wrong */
export async function countWrongEvidence(tx: Database): Promise<number> {
  const { count } = await readRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from ${events} e where e.evidence <> ${evidenceOf()}`,
  )
  return count
}
