import { createContextCache } from '@pothos/core'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { parseCursor, writeCursor } from '../relay/cursor.ts'

/** The arguments of `eventDiff`. Moments are RFC 3339, in UTC, with milliseconds. */
export interface DiffArguments {
  where?: EventFilter | null | undefined
  from: string
  to?: string | null | undefined
  first?: number | null | undefined
  after?: string | null | undefined
}

/** The two moments that are compared. */
export interface DiffWindow {
  from: string
  to: string
}

/** The position of an event in a diff: the moment of its last change in the window, as PostgreSQL writes it, and its UUID. */
export interface DiffPosition {
  at: string
  id: string
}

/** The moment that `to` means if it is left out: the same in all fields of a request. */
const nowOf = createContextCache((_context: Context) => new Date().toISOString())

/**
 * Returns the moments that are compared, and the position after which the page begins. Without `to`, the first page
 * compares with its own moment, which its cursors contain: later pages compare with the same one.
 * @throws {GraphQLError} BAD_USER_INPUT if a moment is in the future, `to` is before `from`, or the cursor is of another
 * diff
 */
export function parseWindow(args: DiffArguments, context: Context): DiffWindow & { position?: DiffPosition } {
  const { from, to, after } = args
  assertPast('from', from)
  if (isText(to)) {
    assertPast('to', to)
    if (to < from) throw badUserInput(`\`to\` must not be before \`from\`; got from ${from} to ${to}. Swap them.`)
  }
  if (!isText(after)) return { from, to: to ?? nowOf(context) }
  const [cursorTo = '', at = '', id = ''] = parseCursor(context.cursorKey, scopeOf(args), after)
  if (isText(to) && to !== cursorTo) {
    throw badUserInput(
      `The cursor belongs to a comparison with ${cursorTo}, and \`to\` is ${to}. Use the \`to\` of the first page, or leave it out.`,
    )
  }
  return { from, to: cursorTo, position: { at, id } }
}

/** Returns the cursor of a position. */
export function cursorOf(args: DiffArguments, { to }: DiffWindow, { at, id }: DiffPosition, { cursorKey }: Context) {
  return writeCursor(cursorKey, scopeOf(args), [to, at, id])
}

function scopeOf({ where, from }: DiffArguments): string {
  return JSON.stringify(['eventDiff', where ?? {}, from])
}

function assertPast(name: string, moment: string): void {
  if (Date.parse(moment) > Date.now()) throw badUserInput(`\`${name}\` must not be in the future; got ${moment}.`)
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string'
}
