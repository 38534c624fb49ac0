import { z } from 'zod'
import { ReportDocument } from './report.ts'

/**
 * The interchange format as JSON Schema (draft 2020-12), for the tools of publishers. It cannot express the rules
 * between parts of a document (local keys, quotes, roles, cycles); only `checkReport` checks them.
 */
export function reportJsonSchema(): object {
  return {
    ...z.toJSONSchema(ReportDocument, { target: 'draft-2020-12', io: 'input' }),
    title: 'Dateline report',
  }
}
