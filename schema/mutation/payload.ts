import { InvalidReportError } from '../../ingest/format/problem.ts'
import { EventConflictError } from '../../ingest/history/expect-version.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { enumType } from '../builder/enum-type.ts'
import { badUserInput } from '../builder/errors.ts'
import { forgetLoaded } from '../loaders/loader.ts'

/** Why a write was refused. */
export interface UserError {
  code: 'BAD_USER_INPUT' | 'NOT_FOUND' | 'CONFLICT'
  path: readonly string[]
  message: string
}

const WriteErrorCode = enumType<UserError['code']>('WriteErrorCode', 'What sort of fault it is.', {
  BAD_USER_INPUT: 'Something in the input cannot be meant.',
  NOT_FOUND: 'What the input names is not stored.',
  CONFLICT: 'Something was changed in the meantime, or the same was said in another way.',
})

/** One thing for which a write was refused. */
export const WriteError = builder.objectRef<UserError>('WriteError').implement({
  description: 'One thing for which a write was refused, and how to mend it. Nothing was stored then.',
  fields: (t) => ({
    code: t.expose('code', { type: WriteErrorCode, description: 'What sort of fault it is.' }),
    path: t.stringList({
      description: 'Where in the input: names and positions from its root.',
      resolve: ({ path }) => [...path],
    }),
    message: t.exposeString('message', { description: 'What is wrong, and how to mend it.' }),
  }),
})

builder.mutationType({
  description: 'What changes the graph. Each needs a key with the scope `publish`, and is done whole or not at all.',
})

/**
 * Ends a write: it outlasts a power cut from here on, and what is read after it in the same request is what is stored.
 * @param context of the request
 */
async function written(context: Context): Promise<void> {
  await context.persist?.()
  forgetLoaded(context)
}

/** What of the input a refused report, correction or merger is refused for. */
function faultsOf({ problems }: InvalidReportError): UserError[] {
  return problems.map(({ path, message }) => ({ code: 'BAD_USER_INPUT', path: path.map(String), message }))
}

/**
 * Writes, and tells for what nothing was done.
 * @param context of the request
 * @param work makes the change, in a transaction of its own
 * @param toFaults what of the input is at fault where it is refused
 * @returns nothing where it was done
 */
export async function runWrite(
  context: Context,
  work: () => Promise<void>,
  toFaults: (refused: InvalidReportError) => UserError[] = faultsOf,
): Promise<UserError[]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof EventConflictError) return [{ code: error.code, path: error.path, message: error.message }]
    if (error instanceof InvalidReportError) return toFaults(error)
    throw error
  }
  await written(context)
  return []
}

const LONGEST_REASON = 1_000

/**
 * Reads why something is done.
 * @throws {GraphQLError} BAD_USER_INPUT where it is empty, or longer than a thousand characters
 */
export function parseReason(given: string): string {
  const reason = given.trim()
  const isText = !reason.includes('\u0000') && reason.isWellFormed()
  if (reason !== '' && reason.length <= LONGEST_REASON && isText) return reason
  throw badUserInput(
    `\`reason\` must have 1 to ${LONGEST_REASON} characters, without NUL, or half of a surrogate pair.`,
  )
}
