import type { Case } from '../case.ts'
import { raw } from '../raw-case.ts'

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
const CHUNKED = `${HEAD}transfer-encoding: chunked\r\n\r\n`
const GET = 'GET /graphql?query={__typename} HTTP/1.1\r\nhost: x\r\n\r\n'
const HEALTH = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'
const BAD_REQUEST = ['400']

const HEADS: Case[] = [
  raw('headers of 100 kB', ['431'], `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
  raw('no host', BAD_REQUEST, 'GET /healthz HTTP/1.1\r\n\r\n'),
  raw('not HTTP', BAD_REQUEST, 'hello\r\n\r\n'),
  raw('a TLS handshake', BAD_REQUEST, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00])),
  raw('HTTP/2 without an upgrade', BAD_REQUEST, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  raw('an unknown version', BAD_REQUEST, 'GET / HTTP/9.9\r\nhost: x\r\n\r\n'),
  raw('line ends of one character', BAD_REQUEST, 'GET /healthz HTTP/1.1\nhost: x\n\n'),
  raw('a space before the colon', BAD_REQUEST, 'GET /healthz HTTP/1.1\r\nhost : x\r\n\r\n'),
  raw('a target with a host', ['200'], 'GET http://other.example/healthz HTTP/1.1\r\nhost: x\r\n\r\n'),
  raw('CONNECT', ['closed'], 'CONNECT other.example:443 HTTP/1.1\r\nhost: x\r\n\r\n'),
  raw('an unknown upgrade', ['404'], 'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
]

const LENGTHS: Case[] = [
  raw('a negative length', BAD_REQUEST, `${HEAD}content-length: -1\r\n\r\n`),
  raw('two lengths', BAD_REQUEST, `${HEAD}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`),
  raw('a length and chunks', BAD_REQUEST, `${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
  raw('an unknown transfer encoding', BAD_REQUEST, `${HEAD}transfer-encoding: x\r\n\r\n`),
  raw('a chunk size that is no number', BAD_REQUEST, `${CHUNKED}xyz\r\n`),
  raw('a huge chunk size', BAD_REQUEST, `${CHUNKED}${'F'.repeat(40)}\r\n`),
  raw(
    'a chunked body of 3 MB, then another request',
    ['413 closed'],
    `${CHUNKED}${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(48)}0\r\n\r\n${HEALTH}`,
    { untilClosed: true, waitMs: 5_000 },
  ),
]

const FLOODS: Case[] = [
  raw('100 pipelined queries', ['200'], GET.repeat(100), { requests: 100 }),
  raw('2,000 pipelined queries', ['200'], GET.repeat(2_000), { requests: 2_000 }),
]

const SLOW: Case[] = [
  raw('a head that does not end', ['waiting'], 'GET /healthz HTTP/1.1\r\nhost: x\r\n', { waitMs: 1_500 }),
  raw('a body that does not come', ['waiting'], `${HEAD}content-length: 1000\r\n\r\n`, { waitMs: 1_500 }),
  raw('a connection without a request', ['waiting'], '', { waitMs: 1_500 }),
  raw('a head of one byte at a time', ['waiting'], HEALTH, { pauseMs: 100, waitMs: 1_500 }),
]

/** Attacks by the bytes of a connection. */
export const WIRE_CASES: Case[] = [...HEADS, ...LENGTHS, ...FLOODS, ...SLOW]
