import type { Example } from '../../../explorer/request/page.ts'
import { GRAPHIQL_TABS } from '../graphiql-tabs.ts'

/** The example queries with the questions that their first comments ask. */
export function exampleQueries(): readonly Example[] {
  return EXAMPLES
}

const EXAMPLES = GRAPHIQL_TABS.map((query) => ({ question: /^#\s*(.*)$/m.exec(query)?.[1] ?? '', query }))
