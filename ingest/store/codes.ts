import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { codes } from '../../database/tables/code.ts'
import type { EventDraft } from '../format/event.ts'

/** Inserts the labels of codes that have none yet. */
export function storeCodeLabels(tx: Database, drafts: readonly Pick<EventDraft, 'codes'>[]): Promise<void> {
  const labelled = drafts.flatMap((draft) =>
    draft.codes.flatMap(({ label, ...code }) => (label === undefined ? [] : [{ ...code, label }])),
  )
  return insertNewRows(tx, codes, labelled)
}
