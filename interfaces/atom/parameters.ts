import { badUserInput } from '../../schema/builder/errors.ts'

/** Which feed a client asks for. */
export interface FeedParameters {
  query: string | undefined
  /** The name of a persisted document. */
  name: string | undefined
  operationName: string | undefined
  variables: Record<string, unknown>
  /** The cursor at the end of the page before. */
  after: string | undefined
}

const NAMES = ['query', 'name', 'operationName', 'variables', 'after']

/**
 * Parses the parameters of a feed.
 * @param nameOfPath the persisted document that the path names
 * @throws {GraphQLError} BAD_USER_INPUT if a parameter is unknown, missing or wrong
 */
export function parseFeedParameters(search: URLSearchParams, nameOfPath: string | undefined): FeedParameters {
  const unknown = [...search.keys()].find((key) => !NAMES.includes(key))
  if (unknown !== undefined) {
    throw badUserInput(`The parameters of a feed are ${NAMES.join(', ')}; got ${JSON.stringify(unknown.slice(0, 60))}.`)
  }
  const valueOf = (key: string) => search.get(key) || undefined
  const [query, name] = [valueOf('query'), nameOfPath ?? valueOf('name')]
  if ((query === undefined) === (name === undefined)) {
    throw badUserInput('Give either `query`, a document, or `name`, that of a persisted document.')
  }
  const variables = variablesOf(valueOf('variables'))
  return { query, name, operationName: valueOf('operationName'), variables, after: valueOf('after') }
}

function variablesOf(json = '{}'): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Refused below.
  }
  throw badUserInput(`\`variables\` must be a JSON object; got ${JSON.stringify(json.slice(0, 60).toWellFormed())}.`)
}
