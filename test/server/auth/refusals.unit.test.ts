import { expect, test } from 'vitest'
import { RefusalLog } from '../../../server/auth/refusals.ts'

test('a refused key is logged once for each client and minute, without its secret, and each one is counted', () => {
  const lines: object[] = []
  let now = 0
  const log = new RefusalLog({ warn: (line: unknown) => void lines.push(line as object) }, () => now)
  for (let n = 0; n < 200; n++) log.record('192.0.2.1', { reason: 'unknown' })
  log.record('192.0.2.2', { reason: 'revoked', keyId: '0197a1b2c3d4' })
  now = 59_999
  log.record('192.0.2.1', { reason: 'unknown' })
  now = 60_000
  log.record('192.0.2.1', { reason: 'expired' })
  expect(lines).toEqual([
    { client: '192.0.2.1', reason: 'unknown', unlogged: 0 },
    { client: '192.0.2.2', reason: 'revoked', keyId: '0197a1b2c3d4', unlogged: 0 },
    { client: '192.0.2.1', reason: 'expired', unlogged: 200 },
  ])
  expect(Object.fromEntries(log.counts)).toEqual({ unknown: 201, revoked: 1, expired: 1 })

  // Clients beyond the limit replace those that were logged longest ago.
  lines.length = 0
  for (let n = 0; n < 10_000; n++) log.record(`client ${n}`, { reason: 'unknown' })
  log.record('192.0.2.1', { reason: 'unknown' })
  expect(lines).toHaveLength(10_001)
})
