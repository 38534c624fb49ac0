import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { chanceOf } from '../../test/support/random.ts'
import { wrongOutcomes, type Target } from './case.ts'
import { CASES } from './cases.ts'

/** What an attacker process does, as JSON in the file of its first argument. */
export interface Orders {
  target: Target
  seconds: number
  requestsPerSecond: number
  seed: number
}

/** Its first line of output: it attacks when it has input. Loading the cases takes longer than some attacks. */
const READY = 'ready'

/** What it then reports on standard output: the outcomes by number, and those that were wrong. */
export interface AttackReport {
  count: number
  requests: number
  outcomes: Record<string, number>
  wrong: string[]
}

/** Right for every case under load: the client exceeds a limit, or the service is busy. */
const BUSY = ['429', '503', '429 RATE_LIMITED', '503 SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'SERVICE_UNAVAILABLE']
/** The most attacks of one attacker that run at the same time: the rest waits, as a real attacker's would. */
const MAX_RUNNING = 40
/** Longer than the longest attack. */
const LAST_MS = 25_000

async function attack({ target, seconds, requestsPerSecond, seed }: Orders): Promise<AttackReport> {
  const chance = chanceOf(seed)
  const report: AttackReport = { count: 0, requests: 0, outcomes: {}, wrong: [] }
  const running = new Set<Promise<void>>()
  const started = performance.now()
  for (;;) {
    const { name, expected, run, requests = 1 } = chance.of(CASES)
    // A flood is as many requests: it is chosen less often.
    if (!chance.is(1 / Math.sqrt(requests))) continue
    const due = started + (report.requests * 1000) / requestsPerSecond
    if (due > started + seconds * 1000) break
    await sleep(Math.max(0, due - performance.now()))
    report.requests += requests
    const attacking = run(target).then((outcome) => {
      running.delete(attacking)
      report.count++
      report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1
      for (const wrong of wrongOutcomes(outcome, [...expected, ...BUSY])) report.wrong.push(`${name}: ${wrong}`)
    })
    running.add(attacking)
    if (running.size >= MAX_RUNNING) await Promise.race(running)
    if (performance.now() > started + seconds * 1000) break
  }
  await Promise.race([Promise.all(running), sleep(LAST_MS)])
  return report
}

const orders = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Orders
process.stdout.write(`${READY}\n`)
await once(process.stdin, 'data')
const report = await attack(orders)
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit())
