import type { IncomingMessage } from 'node:http'

interface BaseOptions {
  /** Whether an address is that of a proxy of the operator. */
  isProxy?: (address: string) => boolean
}

/**
 * Returns the address of the service as its client knows it, such as `https://dateline.example`. Only the operator's
 * proxies are believed when they say that they were asked by HTTPS.
 */
export function baseUrlOf({ headers, socket }: IncomingMessage, { isProxy }: BaseOptions): string {
  const isBehindProxy = isProxy?.(socket.remoteAddress ?? '') === true
  const scheme = isBehindProxy && headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return `${scheme}://${headers.host ?? 'localhost'}`
}
