import { createContextCache } from '@pothos/core'
import type { Context } from '../builder/context.ts'

const clearsOf = createContextCache((_context: Context): (() => void)[] => [])

/** Clears what a request has loaded. Call it after a write. */
export function forgetLoaded(context: Context): void {
  for (const clear of clearsOf(context)) clear()
}

/** Calls a function whenever the request must forget what it has loaded. */
export function onForget(context: Context, clear: () => void): void {
  clearsOf(context).push(clear)
}
