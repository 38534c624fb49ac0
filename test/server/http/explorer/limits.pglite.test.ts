import { expect } from 'vitest'
import { createKey } from '../../../../server/auth/api-keys.ts'
import { createAuthenticate } from '../../../../server/auth/authenticate.ts'
import { BROWSER, ownDocuments, startPages } from '../../../support/pages/explorer.ts'
import { test } from '../../../support/service.ts'
import { silent } from '../../../support/silent.ts'

test('a list that costs too much leaves out parts, the costliest first, and says so', async ({ seeded }) => {
  const everything = {
    withHighlights: false,
    withParts: true,
    withMap: true,
    withFatalities: true,
    withCounts: true,
    withFacets: true,
  }
  const page = { where: { occurred: { during: '2016-04' } }, first: 50, orderBy: 'OCCURRED_DESC', zoom: 3 }
  const unlimited = await startPages(seeded)
  const costOf = async (left: Record<string, unknown>) => {
    const variables = JSON.stringify({ ...page, ...everything, ...left })
    const url = `${unlimited}/graphql/explorer-events?variables=${variables}`
    const { extensions } = (await (await fetch(url, { headers: { accept: 'application/json' } })).json()) as {
      extensions: { cost: { cost: number } }
    }
    return extensions.cost.cost
  }
  const less = [
    {},
    { withParts: false },
    { withParts: false, withFatalities: false },
    { withParts: false, withFatalities: false, withMap: false },
    { withParts: false, withFatalities: false, withMap: false, withCounts: false, withFacets: false },
  ]
  const costs = await Promise.all(less.map(costOf))
  expect(costs).toEqual(costs.toSorted((a, b) => b - a))
  expect(new Set(costs).size).toBe(costs.length)
  const shown = await Promise.all(
    costs.map(async (maxQueryCost) => {
      const origin = await startPages(seeded, { maxQueryCost })
      const response = await fetch(`${origin}/events?from=2016-04&to=2016-04`, { headers: BROWSER })
      const html = await response.text()
      const text = await (await fetch(`${origin}/events.json?from=2016-04&to=2016-04`)).text()
      const has = (part: string) => html.includes(part)
      expect([response.status, has('<ol class="event-list">')]).toEqual([200, true])
      return [
        has('<summary>Actor</summary>'),
        text.includes('"fatalities"'),
        has('Events by place'),
        has('Events by month'),
        has('Too many events to count actors'),
        has('too many events: narrow the filter down'),
      ]
    }),
  )
  expect(shown).toEqual([
    [true, true, true, true, false, false],
    [false, true, true, true, true, false],
    [false, false, true, true, true, false],
    [false, false, false, true, true, true],
    [false, false, false, false, true, true],
  ])
})

test('pages have the rights and the limits of any other operation', async ({ service }) => {
  const { db } = service
  const authenticate = createAuthenticate({ db, readNeedsKey: true, log: silent })
  const closed = await startPages(service, { authenticate, persisted: ownDocuments(true) })
  const refused = await fetch(`${closed}/events`, { headers: BROWSER })
  expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('Reading needs a key')])
  const secret = await createKey(db, 'reader', ['read'])
  const allowed = await fetch(`${closed}/events`, { headers: { ...BROWSER, authorization: `Bearer ${secret}` } })
  expect(allowed.status).toBe(200)
  const limited = await startPages(service, { limits: { requestsPerSecond: 1 } })
  const refusedOf = async (headers: Record<string, string>) => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`${limited}/`, { headers })))
    return answers.find(({ status }) => status === 429)
  }
  const page = await refusedOf(BROWSER)
  expect([page?.headers.get('content-type'), Number(page?.headers.get('retry-after'))]).toEqual([
    'text/html; charset=utf-8',
    expect.toSatisfy((seconds: number) => seconds > 0),
  ])
  expect(await page?.text()).toContain('Too many requests')
  const error = await refusedOf({ accept: 'application/json' })
  expect(await error?.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
})
