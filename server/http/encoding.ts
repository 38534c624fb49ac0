import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** From the best. */
const ENCODINGS: readonly Encoding[] = ['br', 'gzip']

/**
 * Returns the encoding for the body of a response.
 * @param accepted the value of the header `accept-encoding`
 * @returns undefined for a body that is not compressed
 */
export function encodingOf(accepted: string | string[] | undefined): Encoding | undefined {
  if (accepted === undefined) return undefined
  const refused = new Set<string>()
  const named = new Set<string>()
  for (const item of String(accepted).toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim())
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
    ;(isRefused ? refused : named).add(name)
  }
  return ENCODINGS.find((encoding) => named.has(encoding) || (named.has('*') && !refused.has(encoding)))
}

/** Higher levels take much longer for a few percent. */
const LEVEL = 4

/** Compresses a body in another thread. */
export function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return promisify(gzip)(body, { level: LEVEL })
  return promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: LEVEL } })
}
