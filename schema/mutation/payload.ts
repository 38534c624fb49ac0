import { InvalidReportError } from '../../ingest/format/problem.ts'
import { EventConflictError } from '../../ingest/history/expect-version.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { forgetLoaded } from '../loaders/forget.ts'

export interface UserError {
  code: 'BAD_USER_INPUT' | 'NOT_FOUND' | 'CONFLICT'
  path: readonly string[]
  message: string
}

const WriteErrorCode = enumType<UserError['code']>('WriteErrorCode', 'The class of an error of a mutation.', {
  BAD_USER_INPUT: 'The input is invalid.',
  NOT_FOUND: 'The input names an object that is not stored.',
  CONFLICT: 'The object changed since the client read it, or the idempotency key was used for other content.',
})

export const WriteError = builder.objectRef<UserError>('WriteError').implement({
  description: 'A reason why a mutation was rejected. A rejected mutation stores nothing.',
  fields: (t) => ({
    code: t.expose('code', { type: WriteErrorCode, description: 'The class of the error.' }),
    path: t.stringList({
      description: 'The path in the input: field names, and positions in lists counted from 0.',
      resolve: ({ path }) => [...path],
    }),
    message: t.exposeString('message', { description: 'What is wrong, and how to fix it.' }),
  }),
})

/** The field `errors` of the payload of a mutation. */
export function errorsField<Payload extends { errors: UserError[] }>(
  t: PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Payload>,
) {
  return t.field({
    type: [WriteError],
    description: 'The reasons why the mutation was rejected; empty if it succeeded.',
    resolve: ({ errors }) => errors,
  })
}

builder.mutationType({
  description:
    'The operations that change the graph. Each requires a key or token with a scope for the datasets that it changes, and runs in one transaction.',
})

/** Flushes committed data to disk, and clears the loaders, so that later fields of the request read the new state. */
async function afterWrite(context: Context): Promise<void> {
  await context.persist?.()
  forgetLoaded(context)
}

function toUserErrors({ problems }: InvalidReportError): UserError[] {
  return problems.map(({ path, message }) => ({ code: 'BAD_USER_INPUT', path: path.map(String), message }))
}

/**
 * Runs a write and returns its user errors: none if the write was committed.
 * @param work makes the change in one transaction
 * @param userErrorsOf maps the problems of invalid input to user errors
 */
export async function runWrite(
  context: Context,
  work: () => Promise<void>,
  userErrorsOf: (error: InvalidReportError) => UserError[] = toUserErrors,
): Promise<UserError[]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof EventConflictError) return [{ code: error.code, path: error.path, message: error.message }]
    if (error instanceof InvalidReportError) return userErrorsOf(error)
    throw error
  }
  await afterWrite(context)
  return []
}
