import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { buildAssets } from '../../scripts/build-assets.mjs'
import { launchBrowser } from '../../test/support/browser.ts'
import { compile } from '../../test/support/processes/compiled.ts'
import { killServers, startServer, WITHOUT_LIMITS } from '../../test/support/processes/serving.ts'
import { findPostmaster, postgresCpu, processCpu } from '../peers/measure/cpu.ts'
import { median, withPostgres } from '../server.ts'
import { feedsDatabase } from '../truth/feeds.ts'

/**
 * Draws on the map and the timeline of the explorer in a browser, over all imported feeds, and measures the time from the
 * end of the movement to the next frame of the browser with the new list, map and timeline.
 *
 *   npm run bench:brush
 *
 * `BENCH_DATABASE_URL=postgres://user@host:port` uses a running server, and keeps and reuses its database.
 */

/** Events that a machine coded are left out by default: these feeds have few others. */
const ALL_EVENTS =
  '/events?realis=ACTUAL&realis=SCHEDULED&realis=DESIRED&realis=HYPOTHETICAL&evidence=CODED&evidence=LISTED&evidence=QUOTED'
const MIN_EVENTS = 20_000
const ROUNDS = 2

type Point = [x: number, y: number]

/** Where the pointer goes down and up, as shares of the width and the height of the drawing. */
interface Brush {
  name: string
  selector: string
  from: Point
  to: Point
}

const BRUSHES: readonly Brush[] = [
  { name: 'map: Africa', selector: '.map svg', from: [0.43, 0.3], to: [0.65, 0.8] },
  { name: 'map: Europe and Africa', selector: '.map svg', from: [0.45, 0.05], to: [0.65, 0.85] },
  { name: 'map: the Old World', selector: '.map svg', from: [0.42, 0.05], to: [0.95, 0.9] },
  { name: 'map: the Americas', selector: '.map svg', from: [0.05, 0.05], to: [0.42, 0.95] },
  { name: 'map: the northern half', selector: '.map svg', from: [0.02, 0.02], to: [0.98, 0.55] },
  { name: 'map: Algeria and around', selector: '.map svg', from: [0.46, 0.28], to: [0.56, 0.48] },
  { name: 'timeline: the 1990s', selector: '.timeline svg', from: [0.25, 0.5], to: [0.45, 0.5] },
  { name: 'timeline: from 2010', selector: '.timeline svg', from: [0.68, 0.5], to: [0.99, 0.5] },
  { name: 'timeline: until 2000', selector: '.timeline svg', from: [0.01, 0.5], to: [0.45, 0.5] },
  { name: 'timeline: almost all', selector: '.timeline svg', from: [0.05, 0.5], to: [0.99, 0.5] },
]

/** Runs in the page: keeps the time from the release of the pointer to the first frame with the new contents. */
const OBSERVE = `
  void (window.brushed = new Promise((resolve) => {
    let released
    addEventListener('pointerup', () => (released = performance.now()), { capture: true, once: true })
    new MutationObserver((_records, observer) => {
      if (released === undefined) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - released)))
    }).observe(document.querySelector('main').parentNode, { childList: true })
  }))`

/** @returns milliseconds */
async function draw(page: Page, { selector, from, to }: Brush): Promise<number> {
  const element = page.locator(selector)
  if ((await element.count()) === 0) {
    const text = await page.locator('body').innerText()
    throw new Error(`${page.url()} has no ${selector}: ${text.slice(0, 300)}`)
  }
  await element.scrollIntoViewIfNeeded()
  const box = await element.boundingBox()
  if (!box) throw new Error(`The page ${page.url()} has no ${selector}.`)
  const pointAt = ([x, y]: Point): Point => [box.x + x * box.width, box.y + y * box.height]
  await page.evaluate(OBSERVE)
  await page.mouse.move(...pointAt(from))
  await page.mouse.down()
  await page.mouse.move(...pointAt(to), { steps: 5 })
  await page.mouse.up()
  return page.evaluate<number>('window.brushed')
}

/** The number of events of the list that a page shows, whose total is counted up to a cap. */
async function countIn(page: Page): Promise<number> {
  const url = page.url().replace('/events?', '/events.json?')
  const { data } = (await (await fetch(url)).json()) as {
    data: { events: { kinds: { count: number }[]; cells?: unknown[] } }
  }
  if (!data.events.cells) throw new Error(`${url} has no map: it costs more than an operation may.`)
  return data.events.kinds.reduce((sum, { count }) => sum + count, 0)
}

async function measure(origin: string, cpu: () => { server: number; database: number }): Promise<void> {
  const browser = await launchBrowser()
  const times: number[] = []
  const spent = { server: [] as number[], database: [] as number[] }
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    for (const brush of BRUSHES) {
      const own: number[] = []
      for (let round = 0; round <= ROUNDS; round++) {
        await page.goto(`${origin}${ALL_EVENTS}`, { waitUntil: 'networkidle' })
        const before = cpu()
        const ms = await draw(page, brush)
        const after = cpu()
        // The first one is for warming up.
        if (round === 0) continue
        own.push(ms)
        spent.server.push((after.server - before.server) / 1000)
        spent.database.push((after.database - before.database) / 1000)
      }
      const events = await countIn(page)
      if (events >= MIN_EVENTS) times.push(...own)
      const note = events >= MIN_EVENTS ? '' : ' (not counted)'
      console.log(`${brush.name}: ${events} events, median ${median(own).toFixed(0)} ms${note}`)
    }
  } finally {
    await browser.close()
  }
  console.log(`${times.length} brushes with at least ${MIN_EVENTS} events: median ${median(times).toFixed(0)} ms`)
  const { server, database } = spent
  console.log(`CPU: ${median(server).toFixed(0)} ms of the server, ${median(database).toFixed(0)} ms of PostgreSQL`)
}

const folder = mkdtempSync(join(tmpdir(), 'dateline-brush-'))
compile()
await buildAssets()
try {
  await withPostgres(async (server) => {
    const url = await feedsDatabase(server, join(folder, 'rejects'))
    const { url: endpoint, child } = await startServer({ url }, WITHOUT_LIMITS)
    const client = new pg.Client(url)
    await client.connect()
    const postmaster = await findPostmaster(client)
    await client.end()
    await measure(new URL(endpoint).origin, () => ({
      server: processCpu(child.pid ?? 0),
      database: postmaster === undefined ? NaN : postgresCpu(postmaster),
    }))
  })
} finally {
  await killServers()
  rmSync(folder, { recursive: true, force: true })
}
