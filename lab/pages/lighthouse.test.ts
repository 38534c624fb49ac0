import type { LaunchedChrome } from 'chrome-launcher'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium, mayLaunchChromium } from './chromium.ts'
import { pageScores } from './page-scores.ts'
import { viewsOf } from './views.ts'

/** How often each view is loaded; the variable LAB_LIGHTHOUSE_ROUNDS sets it. */
const ROUNDS = Number(process.env['LAB_LIGHTHOUSE_ROUNDS'] ?? 1)
/** A round takes about a minute, and much longer on a busy machine. */
const ROUND_TIMEOUT_MS = 600_000
const MIN_SCORE = 95
/** These depend on the page only. */
const ASSERTED = ['accessibility', 'best-practices', 'seo']
/** Performance depends on the machine too: its median is printed. */
const CATEGORIES = ROUNDS > 1 ? [...ASSERTED, 'performance'] : ASSERTED

describe.skipIf(!mayLaunchChromium)('in Chromium', () => {
  let chromium: LaunchedChrome
  beforeAll(async () => {
    chromium = await launchChromium()
  })
  afterAll(() => chromium.kill())

  test(
    `Lighthouse scores each view ${MIN_SCORE} or more`,
    async () => {
      const views = await viewsOf(inject('url'))
      const table: Record<string, Record<string, number>> = {}
      const problems: string[] = []
      for (const path of views) {
        const { href } = new URL(path, inject('url'))
        const { scores, faults } = await pageScores(href, chromium.port, CATEGORIES, ROUNDS)
        table[path] = scores
        const isLow = ASSERTED.some((category) => (scores[category] ?? 0) < MIN_SCORE)
        if (isLow) problems.push(`${path}: ${faults.join(', ')}`)
      }
      console.table(table)
      expect(views).toHaveLength(9)
      expect(problems).toEqual([])
    },
    ROUNDS * ROUND_TIMEOUT_MS,
  )
})
