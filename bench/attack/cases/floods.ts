import type { Case } from '../case.ts'
import { together } from '../http-case.ts'

const QUERY = JSON.stringify({ query: '{ events(first: 10) { nodes { id title } } }' })
const FOLLOW = JSON.stringify({ query: 'subscription { eventChanged { version } }' })
const LIMITED = '429 RATE_LIMITED'

/** Attacks by many requests at once. Each address may run 20 and send 100 a second. */
export const FLOOD_CASES: Case[] = [
  together('300 queries at once', ['200', LIMITED], 300, () => ({ body: QUERY })),
  together('300 probes at once', ['200'], 300, () => ({ method: 'GET', path: '/healthz' })),
  together('30 bodies of 1 MB at once', ['400 BAD_USER_INPUT', LIMITED], 30, () => ({
    body: `{"query":"{ __typename }","variables":{"a":[${'1,'.repeat(450_000)}1]}}`,
  })),
  together('30 event streams that are left', ['left', LIMITED], 30, () => ({
    headers: { accept: 'text/event-stream' },
    body: FOLLOW,
    leaveAfterMs: 1_000,
  })),
]
