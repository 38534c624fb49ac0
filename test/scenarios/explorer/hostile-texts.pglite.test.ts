import { sql } from 'drizzle-orm'
import { afterEach, expect } from 'vitest'
import { launchBrowser, mayLaunchBrowser } from '../../support/browser.ts'
import type { Listener } from '../../support/listener.ts'
import { BROWSER, listenWithPages } from '../../support/pages/explorer.ts'
import { recordPathsOf } from '../../support/pages/records.ts'
import { desk, publish, report } from '../../support/publisher-client.ts'
import { test } from '../../support/service.ts'

let listener: Listener | undefined
afterEach(async () => {
  await listener?.close()
  listener = undefined
})

const ATTACKS = [
  '<script>window.hit = 1</script>',
  '"><img src=x onerror="window.hit = 2">',
  "' onmouseover='window.hit = 3",
  '</script></title></textarea><svg onload=window.hit=4>',
  '\u202Ereversed\u2066',
  '${7*7}{{7*7}}<!--',
]
const ATTACK = ATTACKS.join(' ')

/** A report whose every text is hostile. */
function hostileReport() {
  const base = report()
  const [call] = base.events
  const quote = `telephoned ${ATTACK}`
  return {
    ...base,
    dataset: { name: 'hostile', title: ATTACK, licence: ATTACK, citation: ATTACK },
    article: {
      url: 'https://news.example/%22%3E%3Cscript%3E',
      headline: ATTACK,
      publisher: { name: ATTACK, homepage: 'https://news.example/' },
    },
    actors: base.actors.map((actor, i) => ({
      ...actor,
      name: `${ATTACK} ${i}`,
      description: ATTACK,
      names: [{ name: `${ATTACK} alias ${i}`, kind: 'ALIAS', language: 'ar' }],
    })),
    places: [{ key: 'place', kind: 'SETTLEMENT', name: ATTACK, latitude: 1, longitude: 2 }],
    storylines: [{ key: 'story', title: ATTACK, summary: ATTACK }],
    events: [
      {
        ...call,
        title: ATTACK,
        summary: ATTACK,
        storylines: ['story'],
        location: { place: 'place', precision: 'SETTLEMENT', text: ATTACK },
        phoneCall: { topics: [ATTACK] },
        claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', hedge: ATTACK, quote: { exact: quote } }],
      },
    ],
    text: `The presidents ${quote}.`,
  }
}

test.skipIf(!mayLaunchBrowser)('hostile texts and links never run, on any page', async ({ service }) => {
  const key = await desk(service)
  const { errors, events } = await publish(service, key, hostileReport())
  expect(errors).toEqual([])
  const id = events[0]!.id
  // The API refuses such addresses; a feed or an older version could have stored one.
  await service.db.execute(sql`update articles set url = 'javascript:window.hit=5'`)
  await service.db.execute(sql`update publishers set homepage = 'javascript:window.hit=6'`)
  listener = await listenWithPages(service)
  const { origin } = listener
  const paths = [
    '/',
    '/events',
    `/events?q=${encodeURIComponent(`telephoned "${ATTACK}"`)}`,
    `/events?from=${encodeURIComponent(ATTACK)}`,
    `/events?dataset=${encodeURIComponent(ATTACK)}`,
    ...Object.values(await recordPathsOf(service, id)),
    '/datasets/hostile',
    `/nothing/${encodeURIComponent(ATTACK)}`,
  ]
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    for (const path of paths) {
      const html = await (await fetch(origin + path, { headers: BROWSER })).text()
      expect(html).not.toMatch(/<(?:img|svg onload|script>)|href="javascript:| onerror="/i)
      // Also without the policy, which is the second defence: the page itself must be harmless.
      await page.route(origin + path, (route) => route.fulfill({ body: html, contentType: 'text/html' }))
      await page.goto(origin + path, { waitUntil: 'load' })
      for (const link of await page.locator('main a').all()) {
        expect(await link.getAttribute('href')).toMatch(/^(\/|#|https?:\/\/)/)
      }
      expect([path, await page.evaluate('window.hit')]).toEqual([path, undefined])
    }
    expect(requested.filter((url) => !url.startsWith(origin))).toEqual([])
  } finally {
    await browser.close()
  }
})
