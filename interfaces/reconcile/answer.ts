import type { Execute } from '../execute.ts'
import { findCandidates, type Candidate } from './candidates.ts'
import { typeWithId } from './entity-types.ts'
import { parseQueries } from './parse-queries.ts'

/**
 * Answers a batch of queries, one after the other: a batch is one request of a client.
 * @throws {GraphQLError} BAD_USER_INPUT, or the error of an operation
 */
export async function reconcile(json: string, execute: Execute): Promise<object> {
  const answers: [string, { result: Candidate[] }][] = []
  for (const [key, query] of parseQueries(json)) {
    answers.push([key, { result: await findCandidates(query, execute) }])
  }
  return Object.fromEntries(answers)
}

const SUGGESTED = 10
const CONCEPTS = ['Actor', 'Place'] as const

/** Suggests actors and places while someone types a name. */
export async function suggestEntities(prefix: string, execute: Execute): Promise<object> {
  const text = prefix.trim().slice(0, 300)
  if (text === '') return { result: [] }
  const found: Candidate[] = []
  for (const id of CONCEPTS) {
    const type = typeWithId(id)
    if (type) found.push(...(await findCandidates({ text, type, limit: SUGGESTED, properties: new Map() }, execute)))
  }
  const result = found
    .toSorted((a, b) => b.score - a.score)
    .slice(0, SUGGESTED)
    .map(({ id, name, description, type }) => ({ id, name, description, notable: type }))
  return { result }
}
