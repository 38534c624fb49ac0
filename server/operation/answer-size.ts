import type { ExecutionResult } from 'graphql'
import { answerTooLarge } from '../../schema/builder/errors.ts'
import { JsonText } from '../../schema/writer/json-text.ts'

/** A JavaScript character takes at most this many bytes in UTF-8. */
const MAX_BYTES_PER_CHARACTER = 3

/**
 * Replaces an answer that is too large by an error, before it is written as JSON: a text that many fields share takes
 * memory once until then.
 * @param maxBytes of its JSON text in UTF-8, without the escapes of special characters; of a `JsonText`, with them
 */
export function withinSize(result: ExecutionResult, maxBytes: number): ExecutionResult {
  if (!isLarger(result, maxBytes)) return result
  return { errors: [answerTooLarge(maxBytes)] }
}

/** Most answers are so small that the number of their characters is enough to know it. */
function isLarger({ data, errors }: ExecutionResult, maxBytes: number): boolean {
  const answer = { data, errors: errors?.map(({ message, path }) => ({ message, path })) }
  if (sizeOf(answer, (text) => text.length * MAX_BYTES_PER_CHARACTER, maxBytes) <= maxBytes) return false
  return sizeOf(answer, (text) => Buffer.byteLength(text), maxBytes) > maxBytes
}

/**
 * Returns the length of a value as JSON.
 * @param enough stops the count once it is exceeded
 */
function sizeOf(value: unknown, lengthOf: (text: string) => number, enough: number): number {
  if (value instanceof JsonText) return lengthOf(value.text)
  if (typeof value === 'string') return lengthOf(value) + 2
  if (typeof value === 'number' || typeof value === 'boolean') return String(value).length
  if (value === undefined) return 0
  if (typeof value !== 'object' || value === null) return 'null'.length
  let size = 2
  if (Array.isArray(value)) {
    for (const item of value) {
      size += sizeOf(item, lengthOf, enough - size) + 1
      if (size > enough) break
    }
    return size
  }
  for (const key in value) {
    size += key.length + 4 + sizeOf((value as Record<string, unknown>)[key], lengthOf, enough - size)
    if (size > enough) break
  }
  return size
}
