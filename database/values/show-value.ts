const MAX_SHOWN = 80

/**
 * Writes a value that a client sent for an error message. A client can send values of any size; the result has at most
 * 80 characters.
 * @returns the JSON text of a string, number, boolean or null, cut where it is too long; else "a list" or "an object"
 */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value !== 'string') return String(value)
  const json = JSON.stringify(value)
  return json.length <= MAX_SHOWN ? json : `${json.slice(0, MAX_SHOWN - 2).toWellFormed()}…"`
}
