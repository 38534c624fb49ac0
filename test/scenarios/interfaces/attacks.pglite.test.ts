import { expect } from 'vitest'
import { wrongOutcomes } from '../../../bench/attack/case.ts'
import { AGENT_CASES } from '../../../bench/attack/cases/agents.ts'
import { FEED_CASES } from '../../../bench/attack/cases/feeds.ts'
import { SPREADSHEET_CASES } from '../../../bench/attack/cases/spreadsheets.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

test.for([
  ['agents', AGENT_CASES],
  ['spreadsheets', SPREADSHEET_CASES],
  ['feeds', FEED_CASES],
] as const)('attacks on %s have their outcomes', async ([, cases], { seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  const target = { host: '127.0.0.1', port: Number(new URL(origin).port), credentials: {}, ids: {} }
  const wrong: string[] = []
  for (const [n, { name, expected, run }] of cases.entries()) {
    const outcome = await run({ ...target, localAddress: `127.1.${n}.1` })
    if (wrongOutcomes(outcome, expected).length > 0) wrong.push(`${name}: ${outcome}`)
  }
  expect(wrong).toEqual([])
  await server.close()
})
