const MAX_LENGTH = 80

/** Quotes a value received from outside for a message, shortened to 80 characters. */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > MAX_LENGTH ? `${value.slice(0, MAX_LENGTH - 1)}…` : value)
}
