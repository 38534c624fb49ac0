import type { JsonRow } from '../../database/sql/json-rows.ts'
import { toId, type Concept } from '../../database/values/ids.ts'

/** The concept that a column with a UUID refers to. */
const CONCEPTS: Record<string, Concept> = {
  actor_id: 'actor',
  agent_id: 'actor',
  article_id: 'article',
  claim_id: 'claim',
  event_id: 'event',
  id: 'claim',
  office_id: 'office',
  relation_target_id: 'event',
  storyline_id: 'storyline',
  target_id: 'event',
}

/** Columns that do not help a reader to find the row. */
const OMITTED = ['ordinal', 'occurred_sort', 'basis', 'publisher_id', 'certainty', 'polarity']

const MAX_VALUES = 4

/** Names a row of an event in an error message, such as "event evt_…, actor act_…, role INITIATOR". */
export function describeRow(row: JsonRow): string {
  return Object.entries(row)
    .filter(([name, value]) => value !== null && !OMITTED.includes(name))
    .toSorted(([a], [b]) => rankOf(a) - rankOf(b))
    .slice(0, MAX_VALUES)
    .map(([name, value]) => {
      const concept = CONCEPTS[name]
      return concept ? `${concept} ${toId(concept, String(value))}` : `${name.replaceAll('_', ' ')} ${String(value)}`
    })
    .join(', ')
}

function rankOf(name: string): number {
  return name === 'event_id' ? 0 : name in CONCEPTS ? 1 : 2
}
