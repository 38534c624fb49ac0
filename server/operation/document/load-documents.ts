import { GraphQLError } from 'graphql'
import { join } from 'node:path'
import type { Log } from '../../../database/log.ts'
import { projectRoot } from '../../../database/project-root.ts'
import { interfaceDocuments } from '../../../interfaces/documents.ts'
import { schema } from '../../../schema/schema.ts'
import { Documents } from './documents.ts'
import { PersistedDocuments } from './persisted-documents.ts'
import { readDocuments } from './read-documents.ts'

/** The folder of the example queries. It is not compiled to `dist/`. */
export const EXAMPLES_FOLDER = join(projectRoot, 'docs', 'queries')

/** The folder of the documents of the explorer's pages. It is not compiled to `dist/`. */
const PAGES_FOLDER = join(projectRoot, 'explorer', 'documents')

export interface DocumentSettings {
  /** A folder beside that of the example queries. */
  folder: string | undefined
  /** Whether every other document is refused. */
  onlyTrusted: boolean
}

/**
 * Reads the persisted documents, adds those of the interfaces, and warns of those that are not valid: an upgrade can have removed a field. Requests
 * that name one get its errors.
 * @throws {DocumentsError} see `readDocuments`
 */
export function loadPersistedDocuments(
  { folder, onlyTrusted }: DocumentSettings,
  log: Pick<Log, 'warn'>,
): PersistedDocuments {
  const trusted = readDocuments([EXAMPLES_FOLDER, PAGES_FOLDER, ...(folder === undefined ? [] : [folder])])
  // It keeps none: most are used later or never.
  const documents = new Documents(schema, 0)
  for (const { id, text } of trusted) {
    const problems = problemsOf(documents, text)
    if (problems.length > 0) log.warn({ document: id, problems }, 'A persisted document is not valid')
  }
  return new PersistedDocuments([...interfaceDocuments(), ...trusted], { onlyTrusted })
}

function problemsOf(documents: Documents, text: string): string[] {
  try {
    const checked = documents.check(text)
    return 'document' in checked ? [] : checked.map(({ message }) => message)
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message]
    throw error
  }
}
