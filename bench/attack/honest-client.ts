import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../server.ts'
import type { Target } from './case.ts'
import { send } from './http-case.ts'

/** As many as a browser opens to one server, and keeps. */
const CONNECTIONS = 6

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

/** How a client uses the service. */
export interface Use {
  seconds: number
  /** Requests a second. */
  rate: number
  /** Whether connections are kept, as browsers and HTTP clients do. Otherwise each request has a new one, as of curl. */
  keeps: boolean
}

/** Sends requests at a steady rate and measures the time to each answer, from the moment at which it was due. */
export async function useService(target: Target, { seconds, rate, keeps }: Use): Promise<Service> {
  const agent = keeps ? new Agent({ keepAlive: true, maxSockets: CONNECTIONS }) : undefined
  const times: number[] = []
  let answered = 0
  const started = performance.now()
  const all: Promise<void>[] = []
  for (let n = 0; n < seconds * rate; n++) {
    const due = started + (n * 1000) / rate
    await sleep(Math.max(0, due - performance.now()))
    const body = JSON.stringify({ query: QUERIES[n % QUERIES.length] })
    all.push(
      send(target, { body, ...(agent && { agent }) }).then((outcome) => {
        times.push(performance.now() - due)
        if (outcome === '200') answered++
      }),
    )
  }
  await Promise.all(all)
  agent?.destroy()
  return { count: times.length, answered, p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}
