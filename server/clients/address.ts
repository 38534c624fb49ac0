import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { Client } from '../../schema/builder/slots.ts'

/** Returns the client of a request without a key. */
export type ClientOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => Client

/** Adds an address or a block such as 10.0.0.0/8 to a list. @throws {Error} if it is neither */
function addBlock(list: BlockList, text: string): void {
  const [address = '', prefix] = text.split('/')
  const version = isIP(address)
  const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix)
  if (version === 0 || !/^\d{1,3}$/.test(prefix ?? '0') || bits > (version === 4 ? 32 : 128)) {
    throw new Error(`${JSON.stringify(text.slice(0, 80))} is not an IP address or a block such as 10.0.0.0/8`)
  }
  list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Makes a list of addresses.
 * @throws {Error} if one is neither an address nor a block
 */
export function addressList(blocks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) addBlock(list, block)
  return list
}

/** Finds the client of a request, and tells the operator's proxies. */
export interface Addresses {
  clientOf: ClientOf
  isProxy: (address: string) => boolean
}

/**
 * Finds the address of the client. A proxy appends the address that it sees to `X-Forwarded-For`, so the list is read
 * from its end, as long as the addresses are those of trusted proxies; what stands before is the client's own claim.
 * @param trustedProxies the addresses and blocks of the operator's proxies
 */
export function createAddresses(trustedProxies: readonly string[]): Addresses {
  const trusted = addressList(trustedProxies)
  const isProxy = (text: string) => {
    // Without the check of a list, which takes a few microseconds of each request.
    if (trustedProxies.length === 0) return false
    const address = normalized(text)
    const version = isIP(address)
    return version !== 0 && trusted.check(address, version === 4 ? 'ipv4' : 'ipv6')
  }
  const clientOf: ClientOf = ({ headers, socket }) => {
    let address = normalized(socket.remoteAddress ?? '')
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
    while (isProxy(address)) {
      const previous = normalized(forwarded.pop()?.trim() ?? '')
      if (isIP(previous) === 0) break
      address = previous
    }
    return clientAt(address)
  }
  return { clientOf, isProxy }
}

/** An IPv4 address that arrives over IPv6 is the same client. */
function normalized(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
}

/** A provider gives one customer a /64 of IPv6, so that its addresses are one client. */
function clientAt(address: string): Client {
  if (isIP(address) === 6) {
    const groups = expanded(address)
    return { id: `${groups.slice(0, 4).join(':')}::/64`, block: `${groups.slice(0, 3).join(':')}::/48` }
  }
  return { id: address, block: `${address.split('.').slice(0, 3).join('.')}.0/24` }
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expanded(address: string): string[] {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const groupsOf = (text: string) => (text === '' ? [] : text.split(':'))
  const [first, last] = [groupsOf(head), groupsOf(tail ?? '')]
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  return [...first, ...Array<string>(missing).fill('0'), ...last].map((group) => group.replace(/^0+(?=.)/, ''))
}
