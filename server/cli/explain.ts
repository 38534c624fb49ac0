import { execute, GraphQLError, parse, validate } from 'graphql'
import { readFileSync } from 'node:fs'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import { showValue } from '../../database/values/show-value.ts'
import { schema } from '../../schema/schema.ts'
import { UsageError } from './arguments.ts'

/** Where the output goes. */
type Output = Pick<NodeJS.WritableStream, 'write'>

export interface ExplainCommand {
  query: string
  variables: Record<string, unknown>
}

/**
 * Parses the arguments of `explain`.
 * @throws {UsageError} if the file cannot be read, or the variables are not JSON
 */
export function parseExplainCommand(args: readonly string[]): ExplainCommand {
  const [file, variables = '{}', ...surplus] = args
  if (file === undefined || surplus.length > 0)
    throw new UsageError('explain needs a file and at most one JSON object of variables.')
  let query: string
  try {
    query = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`The file ${showValue(file)} cannot be read: ${(error as Error).message}.`)
  }
  try {
    return { query, variables: JSON.parse(variables) as Record<string, unknown> }
  } catch {
    throw new UsageError(`The variables must be a JSON object; got ${showValue(variables)}.`)
  }
}

/** Reports the statements that are sent through a database once `start` is called. */
export function createStatementPrinter(out: Output) {
  let count: number | undefined
  return {
    start: () => (count = 0),
    count: () => count ?? 0,
    logger: {
      logQuery: (statement: string, values: unknown[]) => {
        if (count === undefined) return
        const text = statement.replaceAll(/\s+/g, ' ')
        out.write(`statement ${++count}: ${text}\n  values: ${JSON.stringify(values)}\n`)
      },
    },
  }
}

/**
 * Runs a query and prints the plan of each list of events that it reads, and the statements in the order in which they
 * are sent.
 * @param open must have the logger of `statements`
 * @throws {GraphQLError} if the query is invalid
 */
export async function runExplain(
  open: OpenDatabase,
  { query, variables }: ExplainCommand,
  statements: ReturnType<typeof createStatementPrinter>,
  out: Output,
): Promise<void> {
  const document = parse(query)
  const [problem] = validate(schema, document)
  if (problem) throw new GraphQLError(problem.message)
  statements.start()
  const contextValue = {
    db: open.db,
    databaseAsOf: (at: string) => open.asOf(at),
    cursorKey: 'explain',
    onPlan: (explanation: object) => void out.write(`plan: ${JSON.stringify(explanation)}\n`),
  }
  const { errors = [] } = await execute({ schema, document, variableValues: variables, contextValue })
  for (const { message } of errors) out.write(`error: ${message}\n`)
  out.write(`${statements.count()} statements\n`)
}
