import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'

/** The folder of the example queries. It is not compiled to `dist/`. */
const folder = join(projectRoot, 'docs', 'queries')

/**
 * The queries that GraphiQL opens as tabs, in the order of their file names: first the four that tell the story of the
 * bundled report, then one for each other question.
 */
export const GRAPHIQL_TABS: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .toSorted()
  .map((file) => readFileSync(join(folder, file), 'utf8'))
