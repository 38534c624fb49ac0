import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressList, createAddresses } from '../../../server/clients/address.ts'

function clientOf(remoteAddress: string, forwardedFor?: string, trusted: readonly string[] = ['10.0.0.0/8', '::1']) {
  const request = {
    headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
    socket: { remoteAddress },
  } as unknown as IncomingMessage
  return createAddresses(trusted).clientOf(request)
}

test('the client is the last address that no trusted proxy has', () => {
  const cases: [remote: string, forwardedFor: string | undefined, client: string][] = [
    ['203.0.113.7', undefined, '203.0.113.7'],
    // Without a trusted proxy, the header is the claim of the client.
    ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['10.1.2.3', '192.0.2.9, 198.51.100.1, 10.4.5.6', '198.51.100.1'],
    ['::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['::1', '198.51.100.1', '198.51.100.1'],
    // What is not an address ends the list.
    ['10.1.2.3', '198.51.100.1, unknown', '10.1.2.3'],
    ['10.1.2.3', '', '10.1.2.3'],
    ['10.1.2.3', '10.9.9.9', '10.9.9.9'],
  ]
  for (const [remote, forwardedFor, client] of cases) {
    expect([remote, forwardedFor, clientOf(remote, forwardedFor).id]).toEqual([remote, forwardedFor, client])
  }
})

test('addresses of one customer are one client, and those of one provider one block', () => {
  expect(clientOf('203.0.113.7')).toEqual({ id: '203.0.113.7', block: '203.0.113.0/24' })
  const client = { id: '2001:db8:1:2::/64', block: '2001:db8:1::/48' }
  for (const address of ['2001:db8:1:2::5', '2001:0db8:0001:0002:a:b:c:d', '2001:db8:1:2:3:4:5:6']) {
    expect(clientOf(address)).toEqual(client)
  }
  expect(clientOf('2001:db8::5').id).toBe('2001:db8:0:0::/64')
})

test('only addresses and blocks are accepted', () => {
  for (const blocks of [['10.0.0.0/8'], ['::1', '2001:db8::/32'], []]) expect(() => addressList(blocks)).not.toThrow()
  for (const block of ['proxy', '10.0.0.0/33', '10.0.0/8', '10.0.0.0/', '10.0.0.0/x', '::/129', ''])
    expect(() => addressList([block])).toThrow('is not an IP address or a block such as 10.0.0.0/8')
})
