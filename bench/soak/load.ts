import { setTimeout as sleep } from 'node:timers/promises'
import { phoneCall, reportDocument } from '../../test/support/documents/report-document.ts'
import { chanceOf } from '../../test/support/random.ts'

/** What the clients of a soak have seen. */
export interface Seen {
  /** The events of acknowledged reports, by the idempotency key. */
  acknowledged: Map<string, string>
  /** How often a subscriber heard of the creation of an event. */
  heard: Map<string, number>
  /** Reads by status; `cut` without an answer. */
  reads: Record<string, number>
  /** Attempts to write by status. */
  writes: Record<string, number>
}

const READS = [
  '{ events(first: 20) { nodes { id title participations { actor { name } } claims { quote { exact } } } } }',
  '{ events(first: 10, where: { search: "ceasefire" }, orderBy: RELEVANCE) { nodes { id } } }',
  '{ events { groups(by: [MONTH, KIND], first: 20) { count } } }',
  '{ actors(first: 10) { nodes { name events(first: 3) { nodes { title } } counterparts(first: 3) { eventCount } } } }',
]
const PUBLISH = `mutation ($input: PublishReportInput!) { publishReport(input: $input) {
  errors { code message } events { id } } }`
const SUBSCRIBE = 'subscription ($after: String) { eventChanged(after: $after) { cursor kind event { id } } }'

interface Answer {
  status: string
  data?: unknown
}

async function ask(
  url: string,
  query: string,
  variables: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    })
    const { data } = (await response.json()) as { data?: unknown }
    const isPromising = response.status !== 503 || response.headers.has('retry-after')
    return { status: isPromising ? String(response.status) : '503 without Retry-After', data }
  } catch {
    return { status: 'cut' }
  }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}

/** Reads until the signal is aborted. */
export async function read(url: string, seen: Seen, signal: AbortSignal): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    const { status } = await ask(url, READS[n % READS.length] ?? '', {})
    count(seen.reads, status)
    await sleep(50)
  }
}

/** Publishes until the signal is aborted. A report that is not acknowledged is sent again under the same key. */
export async function publish(url: string, key: string, name: string, seen: Seen, signal: AbortSignal): Promise<void> {
  const chance = chanceOf(name.length)
  for (let n = 0; !signal.aborted; n++) {
    const idempotencyKey = `${name} ${n}`
    const input = reportDocument({
      idempotencyKey,
      events: [phoneCall({ key: 'call', title: `Call ${idempotencyKey}` })],
    })
    for (;;) {
      const { status, data } = await ask(url, PUBLISH, { input }, { authorization: `Bearer ${key}` })
      count(seen.writes, status)
      const published = (data as { publishReport?: { events: { id: string }[] } } | undefined)?.publishReport
      const id = published?.events[0]?.id
      if (id !== undefined) {
        seen.acknowledged.set(idempotencyKey, id)
        break
      }
      if (status.startsWith('4') && status !== '429') throw new Error(`A report was refused with ${status}.`)
      await sleep(100 + chance.below(400))
    }
    await sleep(100)
  }
}

/** Follows the changes until the signal is aborted, and reconnects with the last cursor. */
export async function follow(url: string, seen: Seen, signal: AbortSignal): Promise<void> {
  let after: string | null = null
  while (!signal.aborted) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: SUBSCRIBE, variables: { after } }),
        signal,
      })
      let text = ''
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk as Uint8Array).toString()
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const data = /^data: (\{.*\})$/m.exec(text.slice(0, end))?.[1]
          text = text.slice(end + 2)
          const change = data === undefined ? undefined : changeOf(data)
          if (change === undefined) continue
          after = change.cursor
          if (change.kind === 'CREATED') seen.heard.set(change.event.id, (seen.heard.get(change.event.id) ?? 0) + 1)
        }
      }
    } catch {
      // The next round connects again.
    }
    await sleep(200)
  }
}

interface Change {
  cursor: string
  kind: string
  event: { id: string }
}

function changeOf(data: string): Change | undefined {
  const { data: payload } = JSON.parse(data) as { data?: { eventChanged?: Change } | null }
  return payload?.eventChanged
}
