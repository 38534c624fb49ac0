import { expect } from 'vitest'
import { GRAPHIQL_TABS } from '../../../server/http/graphiql-tabs.ts'
import { launchBrowser, mayLaunchBrowser } from '../../support/browser.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

test('every tab runs as it stands, and has something to tell', async ({ seeded }) => {
  for (const query of GRAPHIQL_TABS) {
    const { data, errors } = await seeded.ask<Record<string, { nodes: unknown[] }>>(query)
    expect(errors).toBeUndefined()
    for (const { nodes } of Object.values(data)) expect(nodes.length).toBeGreaterThan(0)
  }
})

test('the calls: who called whom in which office, what was agreed, in which words, what is unclear, in one query', async ({
  seeded,
}) => {
  const { data } = await seeded.ask<{ phoneCalls: { nodes: { relations: unknown[] }[] } }>(GRAPHIQL_TABS[0])
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
              { agent: null },
              { agent: { name: 'Presidential Administration of Russia' } },
              { agent: null },
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

test.runIf(mayLaunchBrowser)(
  'GraphiQL works in a browser without a network: it loads, shows the docs and runs its first tab',
  async ({ seeded }) => {
    const listener = await listen(seeded)
    const chrome = await launchBrowser()
    try {
      const page = await chrome.newPage()
      const elsewhere: string[] = []
      const complaints: string[] = []
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(listener.origin) && !/^(data|blob):/.test(url)) elsewhere.push(url)
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) complaints.push(message.text())
      })
      await page.goto(`${listener.origin}/graphql`)
      await page.getByRole('button', { name: /execute query/i }).click()
      await page.getByText('Putin telephones the president of').first().waitFor({ timeout: 15_000 })
      await page.getByRole('button', { name: /show documentation explorer/i }).click()
      await page.getByRole('link', { name: 'Query', exact: true }).first().click()
      await page.getByRole('link', { name: 'phoneCalls' }).first().waitFor({ timeout: 15_000 })
      expect(await page.getByRole('tab').count()).toBe(GRAPHIQL_TABS.length)
      expect(elsewhere).toEqual([])
      expect(complaints).toEqual([])
    } finally {
      await chrome.close()
      await listener.close()
    }
  },
)
