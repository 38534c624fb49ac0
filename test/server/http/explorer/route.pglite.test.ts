import { expect } from 'vitest'
import { BROWSER, eventIdOf, startPages } from '../../../support/pages/explorer.ts'
import { test } from '../../../support/service.ts'

test('each view is a page without inline scripts, styles or other hosts, with its title and its way to the API', async ({
  seeded,
}) => {
  const origin = await startPages(seeded)
  const { data } = await seeded.ask<
    Record<'actor' | 'place', { id: string }> & { storylines: { nodes: { id: string }[] } }
  >(
    `{ actor(by: { name: "Vladimir Putin" }) { id } place(by: { name: "Dagestan" }) { id } storylines { nodes { id } } }`,
  )
  const call = await eventIdOf(seeded, '{ kinds: [PHONE_CALL] }')
  const event = (await (await fetch(`${origin}/events/${call}.json`)).json()) as {
    data: { event: { mentions: { nodes: { article: { id: string } }[] } } }
  }
  const pages: [path: string, title: string][] = [
    ['/', 'Dateline'],
    ['/events', 'Events · Dateline'],
    ['/events?q=shelling', 'Events with “shelling” · Dateline'],
    [`/events/${call}`, 'Putin telephones the president of Armenia · Dateline'],
    [`/actors/${data.actor.id}`, 'Vladimir Putin · Dateline'],
    [`/places/${data.place.id}`, 'Dagestan · Dateline'],
    [`/storylines/${data.storylines.nodes[0]!.id}`, 'Nagorno-Karabakh escalation of April 2016 · Dateline'],
    ['/datasets/dateline-seed', 'Dateline&#39;s bundled reports, annotated by hand · Dateline'],
    [`/articles/${event.data.event.mentions.nodes[0]!.article.id}`, 'An article of 2016-04-05 · Dateline'],
  ]
  for (const [path, title] of pages) {
    const response = await fetch(origin + path, { headers: BROWSER })
    const html = await response.text()
    expect([path, response.status]).toEqual([path, 200])
    expect(/<title>(.*?)<\/title>/.exec(html)?.[1]?.replace('&#39;', "'")).toBe(title.replace('&#39;', "'"))
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(html).not.toMatch(/ style=| on\w+=|<style|javascript:/i)
    const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, attributes = '']) => attributes)
    for (const attributes of scripts) expect(attributes).toMatch(/ src="\/assets\/|type="application\/(?:ld\+)?json"/)
    expect(html).toContain('href="/graphql?query=')
    expect(html).toContain(`${origin}/graphql/explorer-`)
  }
})

test('the page of a place shows where it is: a country as an area, never as a point', async ({ seeded }) => {
  const origin = await startPages(seeded)
  const { data } = await seeded.ask<Record<'country' | 'area', { id: string; kind: string }>>(
    `{ country: place(by: { name: "Azerbaijan" }) { id kind } area: place(by: { name: "Dagestan" }) { id kind } }`,
  )
  const htmlOf = async (id: string) => (await fetch(`${origin}/places/${id}`, { headers: BROWSER })).text()
  expect([data.country.kind, data.area.kind]).toEqual(['COUNTRY', 'ADM1'])
  const country = await htmlOf(data.country.id)
  expect(country).toContain('Where it is')
  expect(country.match(/<path class="area"/g)).toHaveLength(1)
  // The seed knows no extent of Dagestan, and nothing is drawn in its place.
  expect(await htmlOf(data.area.id)).not.toContain('Where it is')
  expect(country).not.toContain('<circle class')
})

test('the page of an event has the words, the speakers and how certain each is', async ({ seeded }) => {
  const origin = await startPages(seeded)
  const html = await (await fetch(`${origin}/events/${await eventIdOf(seeded, '{ kinds: [EXERCISE] }')}`)).text()
  const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  for (const words of [
    'from 5 April 2016, end not known',
    'known only to the region',
    'about 1,000 soldiers',
    'an unnamed source',
    'Limited by the words reportedly',
    'Planned beforehand unclear',
    'were planned beforehand',
    'is connected with Heavy fighting in Nagorno-Karabakh',
    'Version 1 : created',
  ]) {
    expect(text).toContain(words)
  }
})

test('the search words and the filter reach the list, with counts for each choice', async ({ seeded }) => {
  const origin = await startPages(seeded)
  const listed = async (search: string) => {
    const html = await (await fetch(`${origin}/events?${search}`)).text()
    return [...html.matchAll(/<h3><a href="\/events\/[^"]+"[^>]*>(.*?)<\/a>/g)].map(([, title]) => title)
  }
  expect(await listed('q=shelling&kind=ARMED_CLASH')).toContain('Azerbaijani shelling goes on after the halt')
  expect(await listed('kind=PHONE_CALL')).toEqual([
    'Putin telephones the president of Azerbaijan',
    'Putin telephones the president of Armenia',
  ])
  expect(await listed('realis=SCHEDULED')).toHaveLength(3)
  expect(await listed('from=2016-04-03&to=2016-04-04&kind=PHONE_CALL')).toEqual([])
  const refused = await fetch(`${origin}/events?kind=NONSENSE`, { headers: BROWSER })
  expect([refused.status, refused.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
  expect(await refused.text()).toContain('NONSENSE')
})

test('a browser gets a page for a path that does not exist, and a program the error', async ({ seeded }) => {
  const origin = await startPages(seeded)
  for (const path of [
    '/nothing',
    '/events/evt_01h455vb4pex5vsknk084sn02q',
    '/actors/act_01h455vb4pex5vsknk084sn02q',
    '/places/plc_01h455vb4pex5vsknk084sn02q',
    '/storylines/sto_01h455vb4pex5vsknk084sn02q',
    '/articles/art_01h455vb4pex5vsknk084sn02q',
    '/datasets/none',
    '/%E0%A4%A',
    '/__proto__',
    '/constructor/x',
    '//other.example',
    '//other.example/events',
  ]) {
    const page = await fetch(origin + path, { headers: BROWSER })
    expect([path, page.status, page.headers.get('content-type')]).toEqual([path, 404, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain('<a href="/events">')
    const error = await fetch(origin + path, { headers: { accept: 'application/json' } })
    expect([path, error.status, await error.json()]).toMatchObject([
      path,
      404,
      { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    ])
  }
  const malformed = await fetch(`${origin}/events/x`, { headers: BROWSER })
  expect([malformed.status, await malformed.text()]).toEqual([400, expect.stringContaining('&quot;x&quot;')])
  const posted = await fetch(`${origin}/events`, { method: 'POST' })
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  const head = await fetch(`${origin}/events`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test('what pages load is named by its contents and kept for ever', async ({ seeded }) => {
  const origin = await startPages(seeded)
  const html = await (await fetch(`${origin}/`)).text()
  const loaded = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+|\/favicon\.svg)"/g)].map(([, path = '']) => path)
  expect(loaded).toHaveLength(3)
  for (const path of loaded) {
    const { status, headers } = await fetch(origin + path)
    expect([path, status]).toEqual([path, 200])
    expect(headers.get('cache-control')).toMatch(path === '/favicon.svg' ? /^public, max-age/ : /immutable$/)
  }
  expect((await fetch(`${origin}/assets/../manifest.json`)).status).toBe(404)
  expect((await fetch(`${origin}/assets/manifest.json`)).status).toBe(404)
})

test('a page that a client has is 304, and pages are compressed', async ({ seeded }) => {
  const origin = await startPages(seeded)
  const page = await fetch(`${origin}/events`, { headers: { 'accept-encoding': 'br' } })
  expect(page.headers.get('content-encoding')).toBe('br')
  const again = await fetch(`${origin}/events`, { headers: { 'if-none-match': page.headers.get('etag')! } })
  expect(again.status).toBe(304)
})

test('without the explorer, the root leads to GraphiQL and there are no pages', async ({ seeded }) => {
  const origin = await startPages(seeded, { explorer: false })
  const root = await fetch(`${origin}/`, { redirect: 'manual', headers: BROWSER })
  expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql'])
  for (const path of ['/events', '/favicon.svg', '/nothing']) {
    const { status, headers } = await fetch(origin + path, { headers: BROWSER })
    expect([path, status, headers.get('content-type')]).toEqual([path, 404, 'application/json; charset=utf-8'])
  }
})
