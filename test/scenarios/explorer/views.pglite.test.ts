import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { launchBrowser, mayLaunchBrowser } from '../../support/browser.ts'
import { listenWithPages } from '../../support/pages/explorer.ts'
import { viewsOf } from '../../support/pages/views.ts'
import { test } from '../../support/service.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { html: string }[]
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)')
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

describe.skipIf(!mayLaunchBrowser)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser.close())

  test('each view has no fault of accessibility, no sideways scrolling and no error, wide and narrow, light and dark', async ({
    seeded,
  }) => {
    const listener = await listenWithPages(seeded)
    const { origin } = listener
    const views = await viewsOf(seeded)
    const problems: string[] = []
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [360, 'dark'],
    ] as const) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
      const page = await context.newPage()
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('request', (request) => {
        if (!request.url().startsWith(origin)) problems.push(`requested ${request.url()}`)
      })
      for (const [name, path] of Object.entries(views)) {
        await page.goto(origin + path, { waitUntil: 'networkidle' })
        const label = `${name} ${width} ${colorScheme}`
        const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (scrollWidth > width) problems.push(`${label}: ${scrollWidth} pixels wide`)
        problems.push(...(await violationsOf(page)).map((violation) => `${label}: ${violation}`))
      }
      await context.close()
    }
    expect(problems).toEqual([])
    await listener.close()
  })

  test('from a figure to the words it rests on are two clicks, without JavaScript', async ({ seeded }) => {
    const listener = await listenWithPages(seeded)
    const { origin } = listener
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    // A count beside a kind: the list, then the event, which has the words.
    await page.goto(origin)
    await page.locator('.chip', { hasText: 'Exercise' }).click()
    await page.locator('.event-list h3 a').first().click()
    expect(await page.locator('.claim blockquote').allTextContents()).toContain(
      'reportedly involving about 1,000 soldiers',
    )
    // A number on the page of an event: its claim.
    await page.locator('.facts dd', { hasText: 'about 1,000 soldiers' }).locator('a').click()
    const claim = page.locator('.claim:target')
    expect(await claim.locator('blockquote').textContent()).toBe('reportedly involving about 1,000 soldiers')
    // A bar of the timeline: the month, then the event.
    await page.goto(`${origin}/events`)
    await page.locator('.timeline a').first().click()
    await page.locator('.event-list h3 a').first().click()
    expect(await page.locator('.claim blockquote').count()).toBeGreaterThan(0)
    // A claim leads to its place in the article.
    await page.locator('.claim .note a[href^="/articles/"]').first().click()
    expect(await page.locator('.claim:target blockquote').count()).toBe(1)
    await listener.close()
    await context.close()
  })
})
