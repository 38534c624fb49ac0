import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from '../../test/support/random.ts'
import type { Target } from './case.ts'
import { CASES } from './cases.ts'

/** What an attacker process does, as JSON in its first argument. */
export interface Orders {
  target: Target
  seconds: number
  requestsPerSecond: number
  seed: number
}

/** What it reports on standard output: the outcomes by case, and those that were wrong. */
export interface AttackReport {
  count: number
  outcomes: Record<string, number>
  wrong: string[]
}

/** Under load, these are right for every case. */
const BUSY = /^(?:429|503)|RATE_LIMITED|SERVICE_UNAVAILABLE|^closed|^waiting$/
/** The most requests of one attacker that run at the same time: the rest waits, as a real attacker's would. */
const MAX_RUNNING = 40

async function attack({ target, seconds, requestsPerSecond, seed }: Orders): Promise<AttackReport> {
  const chance = chanceOf(seed)
  const report: AttackReport = { count: 0, outcomes: {}, wrong: [] }
  const running = new Set<Promise<void>>()
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const { name, expected, run } = chance.of(CASES)
    const attacking = run(target).then((outcome) => {
      running.delete(attacking)
      report.count++
      report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1
      if (!expected.test(outcome) && !BUSY.test(outcome)) report.wrong.push(`${name}: ${outcome}`)
    })
    running.add(attacking)
    if (running.size >= MAX_RUNNING) await Promise.race(running)
    await sleep(1000 / requestsPerSecond)
  }
  await Promise.race([Promise.all(running), sleep(5_000)])
  return report
}

const report = await attack(JSON.parse(process.argv[2] ?? '{}') as Orders)
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit())
