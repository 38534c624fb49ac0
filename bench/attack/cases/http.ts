import { gzipSync } from 'node:zlib'
import { ANSWERED, REFUSED, UNRESOLVED, type Case } from '../case.ts'
import { http } from '../http-case.ts'

const TYPENAME = '{"query":"{ __typename }"}'
const WRONG_METHOD = ['405 BAD_USER_INPUT']
const WRONG_TYPE = ['415 BAD_USER_INPUT']
const TOO_LARGE = ['413 BAD_USER_INPUT']
const NO_SUCH_PATH = ['404 NOT_FOUND']

const METHODS: Case[] = [
  ...['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'].map((method) =>
    http(`the method ${method}`, WRONG_METHOD, { method, body: TYPENAME }),
  ),
  http('OPTIONS', WRONG_METHOD, { method: 'OPTIONS' }),
  http('HEAD', ['405'], { method: 'HEAD', path: '/graphql?query={__typename}' }),
  http('a mutation by GET', WRONG_METHOD, {
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent('mutation { retractEvent(input: { event: "x", expectedVersion: 1, reason: "x" }) { __typename } }')}`,
  }),
  http('variables that are not JSON', REFUSED, { method: 'GET', path: '/graphql?query={__typename}&variables=%7Bx' }),
  http('an empty query by GET', REFUSED, { method: 'GET', path: '/graphql?query=' }),
  http('a query of 12 kB by GET', ANSWERED, {
    method: 'GET',
    path: `/graphql?query=${'%20'.repeat(4_000)}{__typename}`,
  }),
]

const TYPES: Case[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'text/html',
  ].map((type) => http(`the content type ${type}`, WRONG_TYPE, { headers: { 'content-type': type }, body: TYPENAME })),
  http('an empty content type', REFUSED, { headers: { 'content-type': '' }, body: TYPENAME }),
  http('JSON with a charset', ANSWERED, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: TYPENAME,
  }),
  ...['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip'].map((encoding) =>
    http(`a body in ${encoding}`, WRONG_TYPE, {
      headers: { 'content-encoding': encoding },
      body: gzipSync(Buffer.alloc(10_000_000, ' ')),
    }),
  ),
  http('accepts everything', ANSWERED, { headers: { accept: '*/*' }, body: TYPENAME }),
  http('accepts nothing known', ['406'], { headers: { accept: 'image/png' }, body: TYPENAME }),
]

const BODIES: Case[] = [
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
    '{"query":"{ __typename }","__proto__":{"admin":true}}',
    '\ufeff',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
  ].map((body) => http(`the body ${JSON.stringify(body.slice(0, 60))}`, REFUSED, { body })),
  http('an operation name that is no text', UNRESOLVED, { body: '{"query":"{ __typename }","operationName":1}' }),
  http('duplicate keys', ANSWERED, { body: '{"query":"{ x }","query":"{ __typename }"}' }),
  http('a batch of 100', REFUSED, { body: `[${Array<string>(100).fill(TYPENAME).join(',')}]` }),
  http('JSON nested 400,000 deep', REFUSED, {
    body: `{"query":"{ __typename }","variables":${'['.repeat(400_000)}${']'.repeat(400_000)}}`,
  }),
  http('1 MB of JSON', REFUSED, { body: `{"query":"{ __typename }","variables":{"a":[${'1,'.repeat(500_000)}1]}}` }),
  http('a body of 2 MB', TOO_LARGE, { body: ' '.repeat(2_000_000) }),
  http('a body of bytes that are not UTF-8', REFUSED, { body: Buffer.from([0xff, 0xfe, 0x00, 0x7b]) }),
]

const PATHS: Case[] = [
  ...['/x', '/graphql/', '/%67raphql', '/graphql%00', '/..%2f..%2fetc%2fpasswd', '/healthz/x'].map((path) =>
    http(`the path ${path}`, NO_SUCH_PATH, { method: 'GET', path }),
  ),
  http('the path //other.example', NO_SUCH_PATH, { method: 'GET', path: '//other.example' }),
  http('the path /graphql/../graphql', REFUSED, { method: 'GET', path: '/graphql/../graphql' }),
  ...['/healthz', '/readyz'].map((path) => http(path, ANSWERED, { method: 'GET', path })),
  http('/metrics', NO_SUCH_PATH, { method: 'GET', path: '/metrics' }),
]

const HEADERS: Case[] = [
  http('another origin', ANSWERED, { headers: { origin: 'https://other.example' }, body: TYPENAME }),
  http('a request id of 4 kB', ANSWERED, { headers: { 'x-request-id': 'x'.repeat(4_000) }, body: TYPENAME }),
  http('a forged client address', ANSWERED, { headers: { 'x-forwarded-for': '10.0.0.1' }, body: TYPENAME }),
  http('the host of another port', ANSWERED, { headers: { host: 'other.example:1' }, body: TYPENAME }),
  http('a host that is none', REFUSED, { headers: { host: 'a:b:c' }, body: TYPENAME }),
  http('100 headers', ANSWERED, {
    headers: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`x-${n}`, 'y'])),
    body: TYPENAME,
  }),
]

/** Attacks by the parts of an HTTP request. */
export const HTTP_CASES: Case[] = [...METHODS, ...TYPES, ...BODIES, ...PATHS, ...HEADERS]
