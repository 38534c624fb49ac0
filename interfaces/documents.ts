import { TOOLS } from './mcp/tools.ts'
import { CANDIDATE_DOCUMENTS } from './reconcile/candidates.ts'
import { ENTITY_DOCUMENTS } from './reconcile/describe-entities.ts'

/** The documents of the interfaces by name. They are persisted ones, which run also where only trusted ones do. */
export function interfaceDocuments(): { id: string; text: string }[] {
  return [...TOOLS.map(({ documents }) => documents), CANDIDATE_DOCUMENTS, ENTITY_DOCUMENTS].flatMap((documents) =>
    Object.entries(documents).map(([id, text]) => ({ id, text })),
  )
}
