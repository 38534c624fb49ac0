import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { launchBrowser, mayLaunchBrowser } from '../../support/browser.ts'
import { listenWithPages } from '../../support/pages/explorer.ts'
import { correcting, desk, publish, report } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'

const PLACES = [
  { key: 'lima', name: 'Lima', latitude: -12, longitude: -77, day: '2016-01-10' },
  { key: 'oslo', name: 'Oslo', latitude: 60, longitude: 10.7, day: '2016-02-10' },
  { key: 'suva', name: 'Suva', latitude: -18.1, longitude: 178.4, day: '2016-05-10' },
]

/** Publishes one call for each place and month. */
async function publishCalls(service: Service): Promise<{ key: string; ids: string[] }> {
  const key = await desk(service)
  const base = report()
  const [call] = base.events
  const { events, errors } = await publish(service, key, {
    ...base,
    places: PLACES.map(({ key: place, name, latitude, longitude }) => ({
      key: place,
      kind: 'SETTLEMENT',
      name,
      latitude,
      longitude,
    })),
    events: PLACES.map(({ key: place, name, latitude, longitude, day }) => ({
      ...call,
      key: `call-${place}`,
      title: `A call in ${name}`,
      occurred: { edtf: day, basis: 'EXPLICIT' },
      location: { place, precision: 'SETTLEMENT', latitude, longitude, radiusKm: 10 },
    })),
  })
  expect(errors).toEqual([])
  return { key, ids: events.map(({ id }) => id) }
}

function titles(page: Page): Promise<string[]> {
  return page.locator('.event-list h3').allTextContents()
}

async function drag(
  page: Page,
  selector: string,
  from: [x: number, y: number],
  to: [x: number, y: number],
): Promise<void> {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} is not on the page.`)
  const pointAt = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const
  await page.mouse.move(...pointAt(from))
  await page.mouse.down()
  await page.mouse.move(...pointAt(to), { steps: 5 })
  await page.mouse.up()
}

describe.skipIf(!mayLaunchBrowser)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser.close())

  test('a rectangle on the map and months of the timeline narrow the list, without loading the page again', async ({
    service,
  }) => {
    await publishCalls(service)
    const listener = await listenWithPages(service)
    const page = await browser.newPage()
    await page.goto(`${listener.origin}/events`, { waitUntil: 'networkidle' })
    expect(await titles(page)).toEqual(['A call in Suva', 'A call in Oslo', 'A call in Lima'])
    await page.evaluate('window.isSame = true')
    // The northern half.
    await drag(page, '.map svg', [0.02, 0.02], [0.98, 0.5])
    await page.waitForURL(/box=/)
    await expect.poll(() => titles(page)).toEqual(['A call in Oslo'])
    await page.goBack()
    await expect.poll(() => titles(page)).toHaveLength(3)
    await drag(page, '.timeline svg', [0.01, 0.5], [0.1, 0.5])
    await page.waitForURL(/from=2016-01&to=2016-02/)
    await expect.poll(() => titles(page)).toEqual(['A call in Oslo', 'A call in Lima'])
    expect(await page.evaluate('window.isSame')).toBe(true)
    // A link of the same view has the same list.
    const linked = await browser.newPage()
    await linked.goto(page.url())
    expect(await titles(linked)).toEqual(['A call in Oslo', 'A call in Lima'])
    await listener.close()
  })

  test('the slider of an event opens its state after each revision', async ({ service }) => {
    const { key, ids } = await publishCalls(service)
    const [id = ''] = ids
    const correct = correcting(service, key, CORRECT, id)
    expect((await correct({ expectedVersion: 1, title: 'A call in Lima, corrected' })).errors).toEqual([])
    const listener = await listenWithPages(service)
    const page = await browser.newPage()
    await page.goto(`${listener.origin}/events/${id}`, { waitUntil: 'networkidle' })
    expect(await page.locator('h1').textContent()).toBe('A call in Lima, corrected')
    await page.locator('.slider input').focus()
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/@/)
    expect(await page.locator('h1').textContent()).toBe('A call in Lima')
    expect(await page.locator('.banner').textContent()).toContain('The state as of')
    await listener.close()
  })
})

const CORRECT = `mutation ($input: CorrectEventInput!) {
  correctEvent(input: $input) { event { version } errors { code path message } }
}`
