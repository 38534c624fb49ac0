import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { launchBrowser, mayLaunchBrowser } from '../../support/browser.ts'
import { listenWithPages } from '../../support/pages/explorer.ts'
import { publishArabic } from '../../support/pages/right-to-left.ts'
import { test } from '../../support/service.ts'

/** Texts from right to left that are in one direction with other texts, or with the arrows between them. */
const UNSEPARATED = `(() => {
  const isRightToLeft = /[\\u0590-\\u08FF]/
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode
    if (!isRightToLeft.test(data) || parentElement.closest('script, pre, svg')) continue
    const isolate = parentElement.closest('bdi, [dir=auto]')
    if (!isolate || /[→·]/.test(isolate.textContent)) found.push(parentElement.outerHTML)
  }
  return found
})()`

/** What a reader cannot use on paper, and is printed all the same. */
const USELESS = `[...document.querySelectorAll('button, input, select, form, .facets, .tools, header, footer, nav a')]
  .filter((element) => element.checkVisibility()).map(({ outerHTML }) => outerHTML.slice(0, 100))`

/** What is folded on the screen, and stays so on paper. */
const FOLDED = `[...document.querySelectorAll('main details > :not(summary)')]
  .filter((element) => !element.closest('.tools, .facets') && !element.checkVisibility({ contentVisibilityAuto: true }))
  .map(({ outerHTML }) => outerHTML.slice(0, 100))`

/** Elements with a text that is wider than their box. */
const CUT = `[...document.querySelectorAll('main *')]
  .filter((element) => element.checkVisibility() && !element.closest('svg') && getComputedStyle(element).overflowX !== 'visible'
    && element.scrollWidth > element.clientWidth && element.className !== 'hidden').map(({ outerHTML }) => outerHTML.slice(0, 100))`

describe.skipIf(!mayLaunchBrowser)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => browser.close())

  test('names and texts from right to left are apart from others, on the screen and on paper', async ({ service }) => {
    const views = await publishArabic(service)
    const listener = await listenWithPages(service)
    const problems: unknown[] = []
    const shown: Record<string, string> = {}
    for (const width of [1280, 360]) {
      const page = await browser.newPage({ viewport: { width, height: 800 } })
      for (const [view, path] of Object.entries(views)) {
        await page.emulateMedia({ media: 'screen' })
        await page.goto(listener.origin + path, { waitUntil: 'networkidle' })
        const note = (fault: string, found: readonly unknown[]) => {
          if (found.length > 0) problems.push([view, width, fault, found])
        }
        note('in one direction with others', await page.evaluate<string[]>(UNSEPARATED))
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
        note('of no use on paper', await page.evaluate<string[]>(USELESS))
        note('folded on paper', await page.evaluate<string[]>(FOLDED))
        note('cut on paper', await page.evaluate<string[]>(CUT))
        const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (scrollWidth > width) note('wider than the paper', [scrollWidth])
        const colours = await page.evaluate<string>('getComputedStyle(document.querySelector("h2")).borderTopColor')
        if (colours !== 'rgb(217, 213, 203)') note('dark on paper', [colours])
        shown[view] = await page.locator('.printed').innerText()
      }
      await page.close()
    }
    expect(problems).toEqual([])
    for (const [view, path] of Object.entries(views)) expect(shown[view]).toContain(listener.origin + path)
    await listener.close()
  })

  test('the arrows of a chain of speakers lead from the origin to the article', async ({ service }) => {
    const views = await publishArabic(service)
    const listener = await listenWithPages(service)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(listener.origin + views['article'])
    const chain = page.locator('.claim .note').last()
    const names = await chain.locator('bdi').all()
    const boxes = await Promise.all(names.map((name) => name.boundingBox()))
    const lefts = boxes.map((box) => box?.x ?? NaN)
    expect(await chain.locator('bdi').allTextContents()).toEqual(['الرئيس الأول', 'مكتب المتحدث الرسمي', 'صحيفة الخبر'])
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b))
    await listener.close()
  })
})
