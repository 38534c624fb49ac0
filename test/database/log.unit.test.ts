import { DrizzleQueryError } from 'drizzle-orm/errors'
import { expect, test } from 'vitest'
import { createLog } from '../../database/log.ts'
import { redact } from '../../database/redact.ts'

const MAX_LINE_BYTES = 8_000

/** What a log writes: raw and parsed. */
function logged(write: (log: ReturnType<typeof createLog>) => void, secrets: readonly string[] = []) {
  const lines: string[] = []
  write(createLog('trace', secrets, (line) => lines.push(line)))
  return lines.map((line) => ({ line, entry: JSON.parse(line) as Record<string, unknown> }))
}

/** Values that would each make a line of about a megabyte. */
const LARGE_VALUES: Readonly<Record<string, unknown>> = {
  'a string': 'x'.repeat(1_000_000),
  'a string of characters with several bytes': '\u{1F4A5}'.repeat(250_000),
  'a string of characters that JSON escapes': '\u0001"'.repeat(200_000),
  'a list': Array.from({ length: 100_000 }, (_each, i) => `item ${i}`),
  'an object': Object.fromEntries(Array.from({ length: 50_000 }, (_each, i) => [`key ${i}`, i])),
  'long keys': Object.fromEntries(Array.from({ length: 20 }, (_each, i) => [`${i}${'k'.repeat(50_000)}`, i])),
  'deep nesting': JSON.parse('{"a":'.repeat(500) + `"${'x'.repeat(1_000_000)}"` + '}'.repeat(500)),
  'many long strings in lists of lists': Array.from({ length: 100 }, () => Array(100).fill('y'.repeat(100))),
  'an error': new Error('z'.repeat(1_000_000)),
  'an error with a large cause': new Error('outer', { cause: new Error('z'.repeat(1_000_000)) }),
  'many errors': new AggregateError(
    Array.from({ length: 1_000 }, () => new Error('z'.repeat(1_000))),
    'all',
  ),
  'an error with large fields': Object.assign(new Error('e'), { detail: 'd'.repeat(1_000_000), list: Array(10_000) }),
  'no error at all': { name: 'x'.repeat(1_000_000) },
}

test.for(Object.keys(LARGE_VALUES))('a line with %s is one JSON object of at most 8,000 bytes', (name) => {
  const value = LARGE_VALUES[name]
  const written = logged((log) => {
    log.child({ requestId: 'r-1' }).error({ err: value }, 'Request failed')
    log.child({ requestId: 'r-1' }).info({ value, other: value }, 'Request failed')
  })
  expect(written).toHaveLength(2)
  for (const { line, entry } of written) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES)
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(entry).toMatchObject({ requestId: 'r-1', msg: expect.stringMatching(/^Request failed/) })
  }
})

test('a failed statement is logged with its SQL and cause, and without its parameters, wherever its message appears', () => {
  const secretText = 'the unpublished text'
  const cause = Object.assign(new Error('duplicate key value violates unique constraint'), {
    code: '23505',
    constraint: 'articles_pk',
    detail: `Key (text)=(${secretText}) already exists.`,
  })
  const failure = new DrizzleQueryError('insert into articles values ($1)', [secretText, 'second'], cause)
  const written = logged((log) => {
    log.error({ err: failure }, 'Request failed')
    log.error({ err: new Error(failure.message, { cause: failure }) }, 'Request failed')
    log.error({ reason: failure.message, nested: { list: [failure.message] } }, 'Request failed')
    log.error(failure.message)
  })
  for (const { line } of written) {
    expect(line).toContain('insert into articles')
    expect(line).not.toContain(secretText)
    expect(line).not.toContain('second')
  }
  expect(written[0]?.entry['err']).toMatchObject({
    type: 'DrizzleQueryError',
    message: 'Failed query: insert into articles values ($1)\nparams: [not logged]',
    stack: expect.stringMatching(/^at .*log\.unit\.test/m),
    cause: { message: cause.message, code: '23505', constraint: 'articles_pk' },
  })
})

const KEY = `dlk_${'0a'.repeat(16)}_${'Ab-_'.repeat(10)}xyz`
const TOKEN = `eyJhbGciOiJFUzI1NiJ9.${'eyJzdWIiOiJkZXNrIn0'}.${'c2lnbmF0dXJl'.repeat(4)}`

test.for([
  ['a key', { key: KEY }, KEY],
  ['a key in a text', { text: `the key ${KEY}, which is valid` }, KEY],
  ['a token', { authorization: `Bearer ${TOKEN}` }, TOKEN],
  ['a token without a header', { text: `got ${TOKEN}.` }, TOKEN.slice(30)],
  ['another bearer token', { headers: { Authorization: 'Bearer s3cr3t-t0ken' } }, 's3cr3t-t0ken'],
  ['basic credentials', { text: 'authorization: Basic dXNlcjpodW50ZXIy' }, 'dXNlcjpodW50ZXIy'],
  ['a header in a JSON string', { body: JSON.stringify({ authorization: 'hunter22' }) }, 'hunter22'],
  ['a cookie', { headers: { cookie: 'session=hunter22' } }, 'hunter22'],
  ['the password of a URL', { url: 'postgres://dateline:hunter22@db:5432/dateline' }, 'hunter22'],
  ['the password of a URL without a user', { text: 'at postgres://:hunter22@db/dateline?x=y' }, 'hunter22'],
  ['a connection string', { text: 'host=db user=dateline password=hunter22 port=5432' }, 'hunter22'],
  ['a secret of the configuration', { text: 'the role says correct horse battery' }, 'correct horse battery'],
  ['a key in a message of an error', { err: new Error(`refused ${KEY}`) }, KEY],
  ['a key behind the place where a text is cut', { text: 'x'.repeat(990) + KEY + 'y'.repeat(9_000) }, KEY.slice(4, 9)],
  [
    'a password behind the place where a text is cut',
    { text: `${'x'.repeat(970)} postgres://user:hunter22@db/${'y'.repeat(9_000)}` },
    'hunter22',
  ],
] as const)('%s is redacted', ([, values, secret]) => {
  const written = logged(
    (log) => {
      log.error(values, 'Failed')
      log.child(values).error('Failed')
    },
    ['correct horse battery'],
  )
  expect(written).toHaveLength(2)
  for (const { line } of written) {
    expect(line).not.toContain(secret)
    expect(line).toContain('[redac')
  }
})

test('ordinary lines stay as they are', () => {
  const line = {
    method: 'POST',
    path: '/graphql',
    url: 'http://127.0.0.1:4000/graphql',
    operationName: 'Authorization',
    reason: 'password authentication failed for user "dateline"',
  }
  const [written] = logged((log) => log.info(line, 'Request completed: basic query'))
  expect(written?.entry).toMatchObject(line)
})

test('redacting takes linear time on texts that repeat the start of a pattern', () => {
  for (const part of ['dlk_', 'eyJ', 'eyJ-', 'eyJa.', 'bearer ', '://', '://a:', 'password=', 'cookie\\\\: "', '":']) {
    const short = timeOf(part.repeat(50_000 / part.length))
    const long = timeOf(part.repeat(800_000 / part.length))
    // 16 times as long; a quadratic pattern would need 256 times the time, which is minutes.
    expect([part, long < 64 * short + 2_000]).toEqual([part, true])
  }
})

function timeOf(text: string): number {
  const startedAt = performance.now()
  redact(text)
  return performance.now() - startedAt
}
