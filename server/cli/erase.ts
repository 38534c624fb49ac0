import type { Database } from '../../database/database.ts'
import { ERASABLE, type Erasable } from '../../database/tables/tombstone.ts'
import { parseId, toId } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import { erase, ErasureError, planErasure, type Erasure } from '../../ingest/erase.ts'
import { parseArguments, UsageError } from './arguments.ts'

export interface EraseCommand {
  concept: Erasable
  /** UUID. */
  id: string
  reason: string
  by: string
  /** Whether to erase; else the command only shows what would change. */
  isConfirmed: boolean
}

const MAX_REASON_LENGTH = 1_000
const MAX_BY_LENGTH = 200
const USAGE = 'Use erase event ID --reason TEXT, then the same with --yes; likewise for an article or an actor.'

/**
 * Parses the arguments of `erase`.
 * @throws {UsageError} if they are wrong
 */
export function parseEraseCommand(args: readonly string[]): EraseCommand {
  const { positionals, values } = parseArguments(args, {
    reason: { type: 'string' },
    by: { type: 'string', default: 'operator' },
    yes: { type: 'boolean', default: false },
  })
  const [received, publicId = '', ...surplus] = positionals
  const concept = ERASABLE.find((name) => name === received)
  if (concept === undefined || surplus.length > 0) {
    throw new UsageError(`erase needs a concept (event, article or actor) and one id. ${USAGE}`)
  }
  const id = parseId(publicId)
  if (id?.concept !== concept) throw new UsageError(`${showValue(publicId)} is not the id of an ${concept}. ${USAGE}`)
  const reason = textOf('reason', values.reason, MAX_REASON_LENGTH)
  return { concept, id: id.uuid, reason, by: textOf('by', values.by, MAX_BY_LENGTH), isConfirmed: values.yes }
}

function textOf(option: string, value = '', maxLength: number): string {
  const text = value.trim()
  if (text !== '' && text.length <= maxLength) return text
  throw new UsageError(`--${option} must have 1 to ${maxLength} characters; got ${text.length}. ${USAGE}`)
}

/**
 * Erases an object, or shows what that would change.
 * @throws {UsageError} if it cannot be erased
 */
export async function runErase(
  db: Database,
  { concept, id, reason, by, isConfirmed }: EraseCommand,
  out: Pick<NodeJS.WritableStream, 'write'>,
): Promise<void> {
  try {
    const erasure = isConfirmed
      ? await erase(db, { concept, id }, { reason, by: `erase by ${by}` })
      : await planErasure(db, { concept, id })
    out.write(describe(concept, erasure, isConfirmed))
  } catch (error) {
    if (error instanceof ErasureError) throw new UsageError(error.message, { cause: error })
    throw error
  }
}

function describe(concept: Erasable, { erasedIds, changedEventIds }: Erasure, isDone: boolean): string {
  const verb = isDone ? 'Erased' : 'Would erase'
  return [
    ...erasedIds.map((id) => `${verb} ${toId(concept, id)}.`),
    `${isDone ? 'Removed' : 'Would remove'} what ${changedEventIds.length} other events say about it, and their history.`,
    ...changedEventIds.map((id) => `  ${toId('event', id)}`),
    isDone ? 'A tombstone remains. Erase it from backups too.' : 'Nothing was changed. Repeat with --yes to erase it.',
    '',
  ].join('\n')
}
