import { z } from 'zod'
import { mappingSchema } from './mapping.ts'

/**
 * The mapping of a spreadsheet as JSON Schema (draft 2020-12), for editors. Some rules between its fields are only in the
 * code.
 */
export function mappingJsonSchema(): object {
  return {
    ...z.toJSONSchema(mappingSchema, { target: 'draft-2020-12', io: 'input' }),
    title: 'Dateline spreadsheet mapping',
  }
}
