import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXAMPLES_FOLDER } from '../operation/document/load-documents.ts'

/**
 * The queries that GraphiQL opens as tabs, in the order of their file names: first the four that tell the story of the
 * bundled report, then one for each other question.
 */
export const GRAPHIQL_TABS: readonly string[] = readdirSync(EXAMPLES_FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .toSorted()
  .map((file) => readFileSync(join(EXAMPLES_FOLDER, file), 'utf8'))
