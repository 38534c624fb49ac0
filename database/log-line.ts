import { redact } from './redact.ts'

const MAX_LINE_BYTES = 8_000
/** The greatest length of strings, lists and objects in a long line; the second is for lines with many values. */
const LIMITS = [
  { characters: 1_000, entries: 30, levels: 6 },
  { characters: 200, entries: 10, levels: 3 },
] as const

type Limit = (typeof LIMITS)[number]

/** Drizzle appends the parameters of a failed statement to its message. */
const PARAMETERS = '\nparams: '
/** The same as it appears in a line of JSON. */
const ESCAPED_PARAMETERS = '\\nparams: '

/**
 * Bounds and redacts a line of the log: parameters of SQL statements and secrets are removed, and
 * a line of more than 8,000 bytes gets shorter strings, lists and objects, so that a large request cannot fill the disk.
 * @param line one JSON object, with or without a line break at its end
 * @param secrets further values to remove
 * @returns JSON
 */
export function safeLine(line: string, secrets: readonly string[] = []): string {
  if (Buffer.byteLength(line) <= MAX_LINE_BYTES && !line.includes(ESCAPED_PARAMETERS)) return redact(line, secrets)
  const entry = JSON.parse(line) as Record<string, unknown>
  for (const limit of LIMITS) {
    const shortened = `${redact(JSON.stringify(shorten(entry, limit, secrets)), secrets)}\n`
    if (Buffer.byteLength(shortened) <= MAX_LINE_BYTES) return shortened
  }
  const { level, time, requestId, msg } = entry
  const rest = { level, time, requestId, msg: `${cut(String(msg), 200)} (the other values are too long to log)` }
  return `${redact(JSON.stringify(shorten(rest, LIMITS[1], secrets)), secrets)}\n`
}

/** Redacts before it cuts, because a pattern does not match a part of a secret. */
function shorten(value: unknown, limit: Limit, secrets: readonly string[], level = 0): unknown {
  if (typeof value === 'string') return cut(redact(withoutParameters(value), secrets), limit.characters)
  if (typeof value !== 'object' || value === null) return value
  if (level === limit.levels) return '[nested too deeply to log]'
  if (Array.isArray(value)) {
    const items = value.slice(0, limit.entries).map((item) => shorten(item, limit, secrets, level + 1))
    return value.length > limit.entries ? [...items, `… ${value.length - limit.entries} more`] : items
  }
  const entries = Object.entries(value)
  const kept = entries
    .slice(0, limit.entries)
    .map(([key, item]) => [cut(key, limit.characters), shorten(item, limit, secrets, level + 1)] as const)
  return Object.fromEntries(kept)
}

/** Removes the parameters of a failed statement from a message. */
export function withoutParameters(text: string): string {
  const start = text.indexOf(PARAMETERS)
  return start < 0 ? text : `${text.slice(0, start)}\nparams: [not logged]`
}

/** Cuts a text, and says how long it was. */
export function cut(text: string, maxCharacters: number): string {
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters)}… (${text.length} characters)`
}
