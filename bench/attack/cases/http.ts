import { gzipSync } from 'node:zlib'
import { ANSWERED, ANSWERED_OR_REFUSED, CLIENT_FAULT, http, raw, REFUSED, type Case } from '../case.ts'

const TYPENAME = '{"query":"{ __typename }"}'
const HEAD = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
const GET = 'GET /graphql?query={__typename} HTTP/1.1\r\nhost: x\r\n\r\n'
/** The service answers, or closes the connection. */
const REFUSED_OR_CLOSED = /^(?:4\d\d|closed|505|501)$/

/** Attacks by the form of an HTTP request. */
export const HTTP_CASES: Case[] = [
  ...['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'].map((method) =>
    http(`the method ${method}`, /^4\d\d/, { method, body: TYPENAME }),
  ),
  http('OPTIONS', /^(?:2|4)\d\d/, { method: 'OPTIONS' }),
  http('HEAD', /^\d{3}$/, { method: 'HEAD', path: '/graphql?query={__typename}' }),
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'text/html',
  ].map((type) =>
    http(`the content type ${type}`, /^415 BAD_USER_INPUT$/, { headers: { 'content-type': type }, body: TYPENAME }),
  ),
  http('an empty content type', CLIENT_FAULT, { headers: { 'content-type': '' }, body: TYPENAME }),
  http('JSON with a charset', ANSWERED, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: TYPENAME,
  }),
  ...['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip'].map((encoding) =>
    http(`a body in ${encoding}`, /^415 BAD_USER_INPUT$/, {
      headers: { 'content-encoding': encoding },
      body: gzipSync(Buffer.alloc(10_000_000, ' ')),
    }),
  ),
  ...[
    'null',
    '[]',
    '[{}]',
    '1',
    '"x"',
    '{',
    '{"query":',
    '',
    '{"query":1}',
    '{"query":{}}',
    '{"query":"{ __typename }","variables":[]}',
    '{"query":"{ __typename }","variables":"x"}',
    '\ufeff',
    '{"query":"{ __typename }","operationName":1}',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
  ].map((body) => http(`the body ${JSON.stringify(body.slice(0, 40))}`, REFUSED, { body })),
  http('a batch of 100', CLIENT_FAULT, {
    body: JSON.stringify(Array.from({ length: 100 }, () => ({ query: '{ __typename }' }))),
  }),
  http('duplicate keys', ANSWERED, { body: '{"query":"{ x }","query":"{ __typename }"}' }),
  http('a prototype in JSON', ANSWERED_OR_REFUSED, { body: '{"query":"{ __typename }","__proto__":{"admin":true}}' }),
  http('JSON nested 400,000 deep', CLIENT_FAULT, {
    body: `{"query":"{ __typename }","variables":${'['.repeat(400_000)}${']'.repeat(400_000)}}`,
  }),
  http('a body of 2 MB', /^413 BAD_USER_INPUT$/, { body: ' '.repeat(2_000_000) }),
  http('a body of bytes that are not UTF-8', CLIENT_FAULT, { body: Buffer.from([0xff, 0xfe, 0x00, 0x7b]) }),
  http('a mutation by GET', CLIENT_FAULT, {
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent('mutation { retractEvent { id } }')}`,
  }),
  http('variables that are not JSON', REFUSED, { method: 'GET', path: '/graphql?query={__typename}&variables=%7Bx' }),
  http('an empty query by GET', CLIENT_FAULT, {
    method: 'GET',
    path: '/graphql?query=',
    headers: { accept: 'application/json' },
  }),
  http('a query of 15 kB by GET', /^(?:200|4\d\d)/, {
    method: 'GET',
    path: `/graphql?query=${'%20'.repeat(4_000)}{__typename}`,
  }),
  ...[
    '/x',
    '/graphql/',
    '//graphql',
    '/graphql/../graphql',
    '/%67raphql',
    '/graphql%00',
    '/..%2f..%2fetc%2fpasswd',
    '/healthz/x',
  ].map((path) => http(`the path ${path}`, /^(?:200|4\d\d)/, { method: 'GET', path })),
  ...['/healthz', '/readyz'].map((path) => http(path, ANSWERED, { method: 'GET', path })),
  http('another origin', ANSWERED, { headers: { origin: 'https://other.example' }, body: TYPENAME }),
  http('a request id of 4 kB', ANSWERED, { headers: { 'x-request-id': 'x'.repeat(4_000) }, body: TYPENAME }),
  http('a forged client address', ANSWERED, { headers: { 'x-forwarded-for': '10.0.0.1' }, body: TYPENAME }),
  http('accepts everything', ANSWERED, { headers: { accept: '*/*' }, body: TYPENAME }),
  http('accepts nothing known', /^(?:200|406|4\d\d \w+)/, { headers: { accept: 'image/png' }, body: TYPENAME }),
  http('100 headers', ANSWERED, {
    headers: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`x-${n}`, 'y'])),
    body: TYPENAME,
  }),
  raw('headers of 100 kB', REFUSED_OR_CLOSED, `GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
  raw('3,000 headers', REFUSED_OR_CLOSED, `GET /healthz HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(3_000)}\r\n`),
  raw('no host', REFUSED_OR_CLOSED, 'GET /healthz HTTP/1.1\r\n\r\n'),
  raw(
    'two hosts',
    REFUSED_OR_CLOSED,
    'GET /healthz HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n'.replace('host: b', 'host:: b'),
  ),
  raw('not HTTP', REFUSED_OR_CLOSED, 'hello\r\n\r\n'),
  raw('a TLS handshake', REFUSED_OR_CLOSED, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00])),
  raw('HTTP/2 without an upgrade', REFUSED_OR_CLOSED, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  raw('an unknown version', REFUSED_OR_CLOSED, 'GET / HTTP/9.9\r\nhost: x\r\n\r\n'),
  raw('a negative length', REFUSED_OR_CLOSED, `${HEAD}content-length: -1\r\n\r\n`),
  raw('two lengths', REFUSED_OR_CLOSED, `${HEAD}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`),
  raw(
    'a length and chunks',
    REFUSED_OR_CLOSED,
    `${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
  ),
  raw('an unknown transfer encoding', REFUSED_OR_CLOSED, `${HEAD}transfer-encoding: x\r\n\r\n`),
  raw('a chunk size that is no number', REFUSED_OR_CLOSED, `${HEAD}transfer-encoding: chunked\r\n\r\nxyz\r\n`),
  raw('a huge chunk size', REFUSED_OR_CLOSED, `${HEAD}transfer-encoding: chunked\r\n\r\n${'F'.repeat(40)}\r\n`),
  raw(
    'a chunked body of 3 MB',
    /^413$/,
    `${HEAD}transfer-encoding: chunked\r\n\r\n${`10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(48)}0\r\n\r\n`,
  ),
  raw('line ends of one character', REFUSED_OR_CLOSED, 'GET /healthz HTTP/1.1\nhost: x\n\n'),
  raw('a space before the colon', REFUSED_OR_CLOSED, 'GET /healthz HTTP/1.1\r\nhost : x\r\n\r\n'),
  raw('a target with a host', /^\d{3}$/, 'GET http://other.example/healthz HTTP/1.1\r\nhost: x\r\n\r\n'),
  raw('CONNECT', REFUSED_OR_CLOSED, 'CONNECT other.example:443 HTTP/1.1\r\nhost: x\r\n\r\n'),
  raw(
    'an unknown upgrade',
    /^(?:\d{3}|closed)$/,
    'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
  ),
  raw('100 pipelined queries', /^(?:200|429)$/, GET.repeat(100)),
  raw('2,000 pipelined queries', /^(?:200|429)$/, GET.repeat(2_000)),
  raw('a head that does not end', /^waiting$/, 'GET /healthz HTTP/1.1\r\nhost: x\r\n', 1_500),
  raw('a body that does not come', /^waiting$/, `${HEAD}content-length: 1000\r\n\r\n`, 1_500),
  raw('a connection without a request', /^waiting$/, '', 1_500),
]
