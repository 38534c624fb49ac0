import { z } from 'zod'
import { ReportDocument } from './report.ts'

/**
 * The interchange format as JSON Schema (draft 2020-12), for the tools of others. What one part of a document owes to
 * another - local keys, quotes, roles, circles - only the check itself can say.
 */
export function reportJsonSchema(): object {
  return {
    ...z.toJSONSchema(ReportDocument, { target: 'draft-2020-12', io: 'input' }),
    title: 'Dateline report',
  }
}
