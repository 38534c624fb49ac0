import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../server.ts'
import type { Target } from './case.ts'
import { send } from './http-case.ts'

/** What a person reads: short pages, a search, one event, counts. */
const QUERIES = [
  '{ events(first: 10) { nodes { id title occurred { edtf } participations { actor { name } } } } }',
  '{ phoneCalls(first: 5) { totalCount nodes { title claims { quote { exact } } } } }',
  '{ events(first: 10, where: { search: "ceasefire" }) { nodes { title } } }',
  '{ events { groups(by: [KIND], first: 10) { count key { kind } } } }',
  '{ actors(first: 5) { nodes { id name } } }',
]

export interface Service {
  count: number
  answered: number
  /** Milliseconds below which 50 and 99 of 100 requests were answered. */
  p50: number
  p99: number
}

/**
 * Sends requests at a steady rate and measures the time to each answer, from the moment at which it was due.
 * @param rate requests a second
 */
export async function useService(target: Target, seconds: number, rate: number): Promise<Service> {
  const times: number[] = []
  let answered = 0
  const started = performance.now()
  const all: Promise<void>[] = []
  for (let n = 0; n < seconds * rate; n++) {
    const due = started + (n * 1000) / rate
    await sleep(Math.max(0, due - performance.now()))
    const body = JSON.stringify({ query: QUERIES[n % QUERIES.length] })
    all.push(
      send(target, { body }).then((outcome) => {
        times.push(performance.now() - due)
        if (outcome === '200') answered++
      }),
    )
  }
  await Promise.all(all)
  return { count: times.length, answered, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}
