import { expect, test } from 'vitest'
import { DeadlineError, DisconnectedError, OverloadedError, whyRefused } from '../../../database/budget/errors.ts'
import type { Log } from '../../../database/log.ts'
import { maskError } from '../../../server/operation/mask-errors.ts'
import { silent } from '../../support/silent.ts'

/** An error as Drizzle throws it. */
function failed(cause: Error): Error {
  return new Error('Failed query: select "secret" from "table"', { cause })
}

function stateError(code: string): Error {
  return failed(Object.assign(new Error(`an error of ${code}`), { code }))
}

const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE', http: { status: 503, headers: { 'retry-after': '2' } } }

test('a database that is away, full or busy is 503 with Retry-After; a wrong value is the fault of the client', () => {
  const expected: Record<string, object> = {}
  // Lost, starting, shut down; too many connections; disk full, memory, limits; disk failure; standby; locks; conflicts.
  const unavailable = [
    '08006',
    '57P01',
    '57P03',
    '53300',
    '53100',
    '53200',
    '53400',
    '58030',
    '25006',
    '55P03',
    '40P01',
  ]
  for (const code of [...unavailable, 'ECONNREFUSED', 'ECONNRESET']) expected[code] = UNAVAILABLE
  for (const code of ['22003', '22021', '22P02']) expected[code] = { code: 'BAD_USER_INPUT' }
  for (const code of ['54001', '54023', '57014']) expected[code] = { code: 'QUERY_TOO_COSTLY' }
  for (const code of ['42P01', '23505', 'XX000']) {
    expected[code] = { code: 'INTERNAL_SERVER_ERROR', requestId: 'the id' }
  }
  const codes = Object.keys(expected)
  const masked = codes.map((code) => [code, maskError(stateError(code), silent, 'the id').extensions])
  expect(Object.fromEntries(masked)).toEqual(expected)
  for (const code of codes)
    expect(maskError(stateError(code), silent, 'the id').message).not.toMatch(/secret|an error of/)
})

test('work that waited in vain is 503; a client that leaves while its work waits leaves no line in the log', () => {
  const lines: unknown[] = []
  const log = {
    ...silent,
    warn: (line: unknown) => lines.push(line),
    error: (line: unknown) => lines.push(line),
  } as Log
  const codeOf = (error: Error) => maskError(failed(error), log, 'the id').extensions['code']
  expect(codeOf(whyRefused(new DisconnectedError()))).toBe('QUERY_TOO_COSTLY')
  expect(codeOf(new DeadlineError(10))).toBe('QUERY_TOO_COSTLY')
  expect(lines).toEqual([])
  expect(whyRefused(new DeadlineError(10))).toBeInstanceOf(OverloadedError)
  expect(codeOf(whyRefused(new DeadlineError(10)))).toBe('SERVICE_UNAVAILABLE')
  expect(lines).toHaveLength(1)
})
