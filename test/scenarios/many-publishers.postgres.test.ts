import { afterEach, expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createKey } from '../../server/auth/api-keys.ts'
import { expectNoDrift } from '../support/import.ts'
import { killServers, startServer } from '../support/processes/serving.ts'
import { chanceOf } from '../support/random.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'
import { clientOf } from './client.ts'
import { pictureOf, readLog, standingFor, STATE, undone, type Entry, type State } from './replay.ts'
import { Subscriber } from './subscriber.ts'
import { Writer, type Desk } from './writer.ts'

/** A short while in the suite; `DATELINE_DESK_SECONDS=120 npx vitest run test/desk` for as long as one likes. */
const SECONDS = Number(process.env['DATELINE_DESK_SECONDS'] ?? 3)
const WRITERS = 8
const SUBSCRIBERS = 50
const INSTANTS = Math.min(100, Math.max(20, SECONDS))
const EVENTS_AN_INSTANT = 20

afterEach(killServers)

test(
  'a desk: who follows hears every change once, in order, whatever is cut; every moment can be asked for as it was',
  { timeout: 60_000 + SECONDS * 6_000 },
  async ({ migrated }) => {
    const seed = Date.now() % 1_000_000
    const chance = chanceOf(seed)
    const open = await openDatabase({ ...migrated, log: silent })
    const key = (await createKey(open.db, 'Example desk', ['publish']))!
    const limits = { MAX_SUBSCRIPTIONS_PER_CLIENT: '500' }
    const [one, other] = await Promise.all([startServer(migrated, limits), startServer(migrated, limits)])
    const urls = [one.url, other.url]
    const asks = urls.map((url) => clientOf(url, key))

    const desk: Desk = { events: [], actors: [], places: [], done: {} }
    await new Writer('first', asks, desk, chanceOf(seed)).write()
    const [{ cursor: since }] = (await readLog(asks[0]!)) as [Entry]

    let last: string | undefined
    const subscribers = Array.from({ length: SUBSCRIBERS }, (_each, n) => {
      const transport = n % 2 === 0 ? ('SSE' as const) : ('WEB_SOCKET' as const)
      return new Subscriber(urls, transport, since, chanceOf(seed + 1_000 + n))
    })
    const following = Promise.all(subscribers.map((each) => each.follow(() => last)))
    // Whoever fails first is told of below.
    following.catch(() => undefined)
    const end = performance.now() + SECONDS * 1_000
    await Promise.all(
      Array.from({ length: WRITERS }, async (_each, n) => {
        const writer = new Writer(`writer ${n}`, asks, desk, chanceOf(seed + n))
        while (performance.now() < end) await writer.write()
      }),
    )
    const log = await readLog(asks[0]!)
    last = log.at(-1)!.cursor
    await following
    const feed = log.slice(log.findIndex(({ cursor }) => cursor === since) + 1).map(({ cursor }) => cursor)
    for (const { transport, heard } of subscribers) {
      const wrong = heard.findIndex((cursor, n) => cursor !== feed[n])
      expect({ seed, transport, heard: heard.length, wrong }).toEqual({
        seed,
        transport,
        heard: feed.length,
        wrong: -1,
      })
    }
    await expectNoDrift(open)

    const byEvent = new Map<string, Entry[]>()
    for (const entry of log) byEvent.set(entry.event.id, [...(byEvent.get(entry.event.id) ?? []), entry])
    const [begun, ended] = [Date.parse(log[0]!.at), Date.parse(log.at(-1)!.at)]
    let compared = 0
    for (let n = 0; n < INSTANTS; n++) {
      const at = new Date(begun + Math.floor(chance.next() * (ended - begun))).toISOString()
      const then = log.filter((entry) => entry.at <= at)
      const known = [...byEvent].filter(([, [first]]) => first!.at <= at)
      const asked = known.length <= EVENTS_AN_INSTANT ? known : chance.some(known, EVENTS_AN_INSTANT / known.length)
      const { now, past, total } = await stateAt(
        asks[n % 2]!,
        asked.map(([id]) => id),
        at,
      )
      expect({ seed, at, total }).toEqual({ seed, at, total: known.length })
      for (const [i, [id, entries]] of asked.entries()) {
        const since = entries.filter((entry) => entry.at > at)
        const mergedInto = standingFor(id, then)
        const expected = { ...undone(pictureOf(now[i]!), since), mergedInto }
        expect({ seed, at, id, ...pictureOf(past[i]!) }).toEqual({ seed, at, id, ...expected })
        compared += since.length
      }
    }
    await open.close()
    expect(compared).toBeGreaterThan(INSTANTS)
    const cuts = subscribers.reduce((sum, each) => sum + each.cuts, 0)
    console.log(JSON.stringify({ seconds: SECONDS, changes: log.length, cuts, done: desk.done, compared }))
  },
)

const EVERYTHING = `where: { realis: [ACTUAL, SCHEDULED, DESIRED, HYPOTHETICAL], polarity: [POSITIVE, NEGATIVE],
  certainty: [CONFIRMED, REPORTED, UNCLEAR, DENIED, DISPUTED, RETRACTED] }`

async function stateAt(
  ask: ReturnType<typeof clientOf>,
  ids: readonly string[],
  at: string,
): Promise<{ now: State[]; past: State[]; total: number }> {
  const read = async (asOf: string | null): Promise<State[]> => {
    const each = ids.map((id, n) => `e${n}: event(id: "${id}", asOf: $at) { ${STATE} }`)
    const found = await ask<Record<string, State>>(
      `query ($at: DateTime) { __typename ${each.join('\n')} events(asOf: $at) { __typename } }`,
      { at: asOf },
    )
    return ids.map((_id, n) => found[`e${n}`]!)
  }
  const { events } = await ask<{ events: { totalCount: number } }>(
    `query ($at: DateTime) { events(asOf: $at, ${EVERYTHING}) { totalCount } }`,
    { at },
  )
  return { now: await read(null), past: await read(at), total: events.totalCount }
}
