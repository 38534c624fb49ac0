import { TOOLS } from './mcp/tools.ts'

/** The documents of the interfaces by name. They are persisted ones, which run also where only trusted ones do. */
export function interfaceDocuments(): { id: string; text: string }[] {
  return TOOLS.flatMap(({ documents }) => Object.entries(documents).map(([id, text]) => ({ id, text })))
}
