import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { corsHeaders, isAllowedOrigin, type OriginRule } from '../../../server/graphql/cors.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const DESK = 'https://desk.example'
const RULES: Record<string, OriginRule> = {
  none: { allowedOrigins: [], allowLocalhost: false },
  one: { allowedOrigins: [DESK], allowLocalhost: false },
  several: { allowedOrigins: [DESK, 'https://other.example'], allowLocalhost: false },
  development: { allowedOrigins: [DESK], allowLocalhost: true },
}
const REFUSED = ['https://evil.example', 'null', 'https://desk.example.evil.example', 'http://desk.example', '*', '']
const LOCAL = ['http://localhost:5173', 'http://localhost', 'http://127.0.0.1:3000', 'http://[::1]:80']

test('pages of allowed origins, and of this computer outside production, may use the service', () => {
  const allowed = (rule: OriginRule | undefined) =>
    rule === undefined
      ? []
      : [DESK, ...LOCAL, ...REFUSED].filter((origin) => isAllowedOrigin(origin, 'news.example', rule))
  expect(allowed(RULES['none'])).toEqual([])
  expect(allowed(RULES['one'])).toEqual([DESK])
  expect(allowed(RULES['several'])).toEqual([DESK])
  expect(allowed(RULES['development'])).toEqual([DESK, ...LOCAL])
  for (const origin of ['https://localhost:5173', 'http://localhost.evil.example', 'http://localhost:1@evil.example']) {
    expect([origin, corsHeaders(origin, { allowedOrigins: [], allowLocalhost: true })]).toEqual([origin, {}])
  }
  expect(isAllowedOrigin('https://news.example', 'news.example', { allowedOrigins: [], allowLocalhost: false })).toBe(
    true,
  )
})

test('preflight and simple requests get CORS headers only for allowed origins; WebSockets follow the same rule; one line is logged', async ({
  seeded,
}) => {
  for (const origins of Object.values(RULES)) {
    const lines: unknown[] = []
    const log = Object.assign(Object.create(silent) as typeof silent, {
      warn: (line: unknown) => void lines.push(line),
    })
    const listener = await listen(seeded, { log, origins })
    const corsOf = (response: Response) =>
      [...response.headers].filter(([name]) => name.startsWith('access-control-')).map(([name]) => name)
    const ask = (origin: string, body = '{"query":"{ __typename }"}') =>
      fetch(`${listener.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body,
      })
    const preflight = (origin: string) =>
      fetch(`${listener.origin}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      })
    const opens = (origin: string) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(`${listener.origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
          origin,
        })
        socket.once('open', () => (socket.close(), resolve(true)))
        socket.once('error', () => resolve(false))
      })

    for (const origin of [...REFUSED, ...(origins.allowLocalhost ? [] : LOCAL)].filter(Boolean)) {
      expect([origin, corsOf(await ask(origin)), corsOf(await preflight(origin)), await opens(origin)]).toEqual([
        origin,
        [],
        [],
        false,
      ])
    }
    expect(lines).toHaveLength(1)
    for (const origin of [...origins.allowedOrigins, ...(origins.allowLocalhost ? LOCAL : [])]) {
      const simple = await ask(origin)
      expect(simple.headers.get('access-control-allow-origin')).toBe(origin)
      expect(simple.headers.get('access-control-allow-credentials')).toBeNull()
      expect(simple.headers.get('vary')).toContain('origin')
      const exposed = simple.headers.get('access-control-expose-headers')?.split(', ')
      expect(exposed).toEqual(
        expect.arrayContaining(['x-request-id', 'x-query-cost', 'ratelimit', 'ratelimit-policy', 'retry-after']),
      )
      // A page can read the errors of the listener too.
      const tooLarge = await ask(origin, 'x'.repeat(200_000))
      expect([tooLarge.status, tooLarge.headers.get('access-control-allow-origin')]).toEqual([413, origin])
      const allowed = await preflight(origin)
      expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, origin])
      expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
      expect(allowed.headers.get('access-control-allow-methods')).toBe('GET, POST')
      expect(Number(allowed.headers.get('access-control-max-age'))).toBeGreaterThan(0)
      expect(await opens(origin)).toBe(true)
    }
    expect(lines).toHaveLength(1)
    await listener.close()
  }
})
