import { z } from 'zod'
import { ReportDocument } from './report.ts'

/** The name of the schema, the same wherever it is fetched. */
const REPORT_SCHEMA_ID = 'urn:dateline:report'

/**
 * The interchange format as JSON Schema (draft 2020-12), for the tools of publishers. It cannot express the rules
 * between parts of a document (local keys, quotes, roles, cycles); only `checkReport` checks them.
 */
export function reportJsonSchema(): object {
  const { $schema, ...shape } = z.toJSONSchema(ReportDocument, { target: 'draft-2020-12', io: 'input' })
  return { $schema, $id: REPORT_SCHEMA_ID, ...shape, title: 'Dateline report' }
}
