import { setTimeout as sleep } from 'node:timers/promises'
import type { Locator, Page, Response } from 'playwright-core'
import { expect } from 'vitest'
import { GRAPHIQL_TABS } from '../../../server/http/graphiql-tabs.ts'
import { launchBrowser, mayLaunchBrowser } from '../../support/browser.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

const [firstTab = '', ...otherTabs] = GRAPHIQL_TABS

test('the query of every tab returns at least one node for each field and no errors', async ({ seeded }) => {
  for (const query of GRAPHIQL_TABS) {
    const { data, errors } = await seeded.ask<Record<string, object>>(query)
    expect(errors).toBeUndefined()
    for (const list of Object.values(data)) {
      const rows = Object.values(list).find(Array.isArray)
      expect(rows?.length).toBeGreaterThan(0)
    }
  }
})

test('the first tab returns the calls, the offices of the callers, the agreement with its quote and the unclear purpose', async ({
  seeded,
}) => {
  const { data } = await seeded.ask<{ phoneCalls: { nodes: { relations: unknown[] }[] } }>(firstTab)
  expect(data.phoneCalls).toMatchObject({
    totalCount: 2,
    nodes: [
      {
        initiators: [{ actor: { name: 'Vladimir Putin' }, office: { title: 'President of Russia' } }],
        recipients: [
          { office: { title: expect.stringMatching(/^President of (Armenia|Azerbaijan)$/) }, basis: 'INFERRED' },
        ],
      },
      {},
    ],
  })
  for (const { relations } of data.phoneCalls.nodes) {
    expect(relations).toContainEqual({
      kind: 'OUTCOME_OF',
      direction: 'INCOMING',
      certainty: 'REPORTED',
      event: {
        __typename: 'Agreement',
        title: 'Further contacts in various formats are agreed',
        realis: 'ACTUAL',
        certainty: 'REPORTED',
        claims: [
          {
            quote: { exact: 'It was agreed that contacts should continue' },
            hedge: 'without elaborating',
            attribution: [
              { name: 'an unnamed source' },
              { name: 'Presidential Administration of Russia' },
              { name: 'the article of 5 April 2016' },
            ],
          },
        ],
      },
    })
    expect(relations).toContainEqual(
      expect.objectContaining({
        kind: 'PURPOSE_OF',
        certainty: 'UNCLEAR',
        event: expect.objectContaining({ realis: 'HYPOTHETICAL' }),
      }),
    )
  }
})

/** Chromium shares the machine with the other tests; loading GraphiQL alone can take half a minute then. */
const WAIT = { timeout: 120_000 }

/**
 * Executes the query of the open tab. GraphiQL takes a click for "stop" until the run before has ended completely, which is
 * a little after its result is shown; such a click sends no request, and is repeated.
 */
async function execute(page: Page, name: string): Promise<Response> {
  const answered = page.waitForResponse((each) => each.request().postData()?.includes(`query ${name}`) === true)
  const isAnswered = answered.then(() => true)
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: /execute query/i }).click()
      return Promise.race([isAnswered, sleep(2_000, false)])
    }, WAIT)
    .toBe(true)
  return answered
}

/** The place of an element, as soon as it has not moved for a while: fonts and editors that load move the tabs. */
async function boxAtRest(target: Locator) {
  let previous = ''
  for (;;) {
    const box = await target.boundingBox()
    if (box && JSON.stringify(box) === previous) return box
    previous = JSON.stringify(box)
    await sleep(250)
  }
}

/** Clicks an element as a user does: the pointer moves a little between press and release. */
async function clickByHand(page: Page, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded()
  const box = await boxAtRest(target)
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 6, y, { steps: 3 })
  await page.mouse.up()
}

/** Collects what a page must not do: request other hosts, throw, and break its content security policy. */
function watch(page: Page, origin: string): { otherHosts: string[]; pageErrors: string[] } {
  const otherHosts: string[] = []
  const pageErrors: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) otherHosts.push(url)
  })
  page.on('pageerror', (error) => pageErrors.push(error.message))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) pageErrors.push(message.text())
  })
  return { otherHosts, pageErrors }
}

async function readDocumentation(page: Page): Promise<void> {
  await page.getByRole('button', { name: /show documentation explorer/i }).click()
  await page.getByRole('link', { name: 'Query', exact: true }).first().click()
  await page.getByRole('link', { name: 'phoneCalls' }).first().waitFor()
  await page.getByRole('button', { name: /hide documentation explorer/i }).click()
}

/** Opens a tab by one click, runs its query and checks both. */
async function runTab(page: Page, query: string): Promise<void> {
  // Monaco writes spaces as no-break spaces.
  const textOf = async (editor: string) => (await page.locator(editor).innerText()).replaceAll('\u00a0', ' ')
  const name = /query (\w+)/.exec(query)?.[1] ?? ''
  const tab = page.getByRole('tab', { name })
  await clickByHand(page, tab)
  await expect.poll(() => tab.getAttribute('aria-selected'), WAIT).toBe('true')
  await expect.poll(() => textOf('.graphiql-query-editor'), WAIT).toContain(query.split('\n')[0])
  const response = await execute(page, name)
  const { data, errors } = (await response.json()) as { data: object; errors?: unknown }
  expect([name, errors]).toEqual([name, undefined])
  await expect.poll(() => textOf('.result-window'), WAIT).toContain(`"${Object.keys(data)[0]}"`)
}

// One test, because loading GraphiQL takes most of its time.
test.runIf(mayLaunchBrowser)(
  'GraphiQL works in a browser without a network: it runs its first tab, shows the docs, opens each tab at the first click and runs it',
  { timeout: 300_000 },
  async ({ seeded }) => {
    const listener = await listen(seeded)
    const chrome = await launchBrowser()
    try {
      const page = await chrome.newPage()
      page.setDefaultTimeout(WAIT.timeout)
      const { otherHosts, pageErrors } = watch(page, listener.origin)
      await page.goto(`${listener.origin}/graphql`)
      await page.getByRole('button', { name: /execute query/i }).click()
      await page.getByText('Putin telephones the president of').first().waitFor()
      expect(await page.getByRole('tab').count()).toBe(GRAPHIQL_TABS.length)
      await readDocumentation(page)
      await page.evaluate('document.fonts.ready.then(() => undefined)')
      for (const query of [...otherTabs, firstTab]) await runTab(page, query)
      const titles = await page.getByRole('tab').allInnerTexts()
      expect(titles.map((title, i) => GRAPHIQL_TABS[i]?.includes(`query ${title.trim()} `))).toEqual(
        GRAPHIQL_TABS.map(() => true),
      )
      // A link with a query, in a browser that has not been here.
      const linked = await (await chrome.newContext()).newPage()
      linked.setDefaultTimeout(WAIT.timeout)
      await linked.goto(
        `${listener.origin}/graphql?query=${encodeURIComponent('query FromLink { datasets { name } }')}`,
      )
      expect(((await (await execute(linked, 'FromLink')).json()) as { data: object }).data).toHaveProperty('datasets')
      expect(otherHosts).toEqual([])
      expect(pageErrors).toEqual([])
    } finally {
      await chrome.close()
      await listener.close()
    }
  },
)
