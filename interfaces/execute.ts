import type { ExecutionResult } from 'graphql'

/** Answers an operation of this service with all its checks; errors are those that clients get. */
export type Execute = (text: string, variables: Record<string, unknown>) => Promise<ExecutionResult>

/**
 * Returns the data of an operation. The caller asserts its type.
 * @throws {GraphQLError} the first error of the answer
 */
export async function read<Data>(
  execute: Execute,
  text: string,
  variables: Record<string, unknown> = {},
): Promise<Data> {
  const { data, errors } = await execute(text, variables)
  if (errors?.[0]) throw errors[0]
  return data as Data
}
