import { afterEach, expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createKey } from '../../server/auth/api-keys.ts'
import { expectNoDrift } from '../support/import.ts'
import { killServers, startServer } from '../support/processes/serving.ts'
import { chanceOf } from '../support/random.ts'
import { test, withoutMoments } from '../support/service.ts'
import { silent } from '../support/silent.ts'
import { createClient } from './support/client.ts'
import { mergeTargetOf, readLog, snapshotOf, STATE, undo, type Entry, type State } from './support/replay.ts'
import { Subscriber } from './support/subscriber.ts'
import { Writer, type SharedState } from './support/writer.ts'

/**
 * The number of writes: few in the suite, more by
 * `DATELINE_SCENARIO_CHANGES=20000 npm run scenarios -- many-publishers`.
 */
const WRITES = Number(process.env['DATELINE_SCENARIO_CHANGES'] ?? 100)
const WRITERS = 8
const SUBSCRIBERS = 50
const MOMENTS = Math.min(100, Math.max(10, Math.floor(WRITES / 200)))
const EVENTS_PER_MOMENT = 20

afterEach(killServers)

test(
  'subscribers that reconnect receive every change once and in order, and asOf returns the state of every moment',
  { timeout: 300_000 + WRITES * 500 },
  async ({ migrated }) => {
    const seed = Date.now() % 1_000_000
    const chance = chanceOf(seed)
    const open = await openDatabase({ ...migrated, log: silent })
    const key = (await createKey(open.db, 'Example desk', ['publish', 'correct', 'merge'], { datasets: ['*'] }))!
    const limits = { MAX_SUBSCRIPTIONS_PER_CLIENT: '500' }
    const servers = await Promise.all([startServer(migrated, limits), startServer(migrated, limits)])
    const urls = servers.map(({ url }) => url)
    const asks = urls.map((url) => createClient(url, key))

    const shared: SharedState = { events: [], actors: [], places: [], done: {} }
    await new Writer('first', asks, shared, chanceOf(seed)).write()
    const [{ cursor: since }] = (await readLog(asks[0]!)) as [Entry]

    let last: string | undefined
    const subscribers = Array.from({ length: SUBSCRIBERS }, (_value, n) => {
      const transport = n % 2 === 0 ? ('SSE' as const) : ('WEB_SOCKET' as const)
      return new Subscriber(urls, transport, since, chanceOf(seed + 1_000 + n))
    })
    const subscriptions = Promise.all(subscribers.map((subscriber) => subscriber.follow(() => last)))
    // Prevents an unhandled rejection; the failure is reported where the promise is awaited below.
    subscriptions.catch(() => undefined)
    let writeCount = 0
    await Promise.all(
      Array.from({ length: WRITERS }, async (_value, n) => {
        const writer = new Writer(`writer ${n}`, asks, shared, chanceOf(seed + n))
        while (writeCount++ < WRITES) await writer.write()
      }),
    )
    const log = await readLog(asks[0]!)
    last = log.at(-1)!.cursor
    await subscriptions
    const feed = log.slice(log.findIndex(({ cursor }) => cursor === since) + 1).map(({ cursor }) => cursor)
    for (const { transport, received } of subscribers) {
      const wrongAt = received.findIndex((cursor, n) => cursor !== feed[n])
      expect({ seed, transport, received: received.length, wrongAt }).toEqual({
        seed,
        transport,
        received: feed.length,
        wrongAt: -1,
      })
    }
    await expectNoDrift(open)

    const byEvent = new Map<string, Entry[]>()
    for (const entry of log) byEvent.set(entry.event.id, [...(byEvent.get(entry.event.id) ?? []), entry])
    const [start, end] = [Date.parse(log[0]!.at), Date.parse(log.at(-1)!.at)]
    let compared = 0
    for (let n = 0; n < MOMENTS; n++) {
      const at = new Date(start + Math.floor(chance.next() * (end - start))).toISOString()
      const past = log.filter((entry) => entry.at <= at)
      const existing = [...byEvent].filter(([, [first]]) => first!.at <= at)
      const sample =
        existing.length <= EVENTS_PER_MOMENT ? existing : chance.some(existing, EVENTS_PER_MOMENT / existing.length)
      const { current, asOf, total } = await statesAt(
        asks[n % 2]!,
        sample.map(([id]) => id),
        at,
      )
      expect({ seed, at, total }).toEqual({ seed, at, total: existing.length })
      for (const [i, [id, entries]] of sample.entries()) {
        const later = entries.filter((entry) => entry.at > at)
        const mergedInto = mergeTargetOf(id, past)
        const expected = { ...undo(snapshotOf(current[i]!), later), mergedInto }
        expect({ seed, at, id, ...snapshotOf(asOf[i]!) }).toEqual({ seed, at, id, ...expected })
        compared += later.length
      }
    }
    await open.close()
    expect(compared).toBeGreaterThan(MOMENTS)
    const cuts = subscribers.reduce((sum, subscriber) => sum + subscriber.cuts, 0)
    console.log(JSON.stringify({ writes: WRITES, changes: log.length, cuts, done: shared.done, compared }))
  },
)

const ALL_EVENTS = `where: { realis: [ACTUAL, SCHEDULED, DESIRED, HYPOTHETICAL], polarity: [POSITIVE, NEGATIVE],
  certainty: [CONFIRMED, REPORTED, UNCLEAR, DENIED, DISPUTED, RETRACTED] }`

/** Reads events now and as of a moment, and counts all events of that moment. */
async function statesAt(
  ask: ReturnType<typeof createClient>,
  ids: readonly string[],
  at: string,
): Promise<{ current: State[]; asOf: State[]; total: number }> {
  const readSome = async (some: readonly string[], asOf: string | null): Promise<State[]> => {
    const fields = some.map((id, n) => `e${n}: event(id: "${id}", asOf: $at) { ${STATE} }`)
    const states = await ask<Record<string, State>>(
      `query ($at: DateTime) { __typename ${fields.join('\n')} events(asOf: $at) { __typename } }`,
      { at: asOf },
    )
    return withoutMoments(some.map((_id, n) => states[`e${n}`]!))
  }
  const read = async (asOf: string | null): Promise<State[]> => {
    const states: State[] = []
    // A query has a highest cost.
    for (let n = 0; n < ids.length; n += 5) states.push(...(await readSome(ids.slice(n, n + 5), asOf)))
    return states
  }
  const { events } = await ask<{ events: { totalCount: number } }>(
    `query ($at: DateTime) { events(asOf: $at, ${ALL_EVENTS}) { totalCount } }`,
    { at },
  )
  return { current: await read(null), asOf: await read(at), total: events.totalCount }
}
