import { expect } from 'vitest'
import { prepared } from '../../schema/mutation/merging.ts'
import { listen } from '../../support/listener.ts'
import { listenWithPages } from '../../support/pages/explorer.ts'
import { test } from '../../support/service.ts'

interface Candidate {
  id: string
  name: string
  description: string
  score: number
  match: boolean
  type: { id: string }[]
}

type Batch = Record<string, { result: Candidate[] }>

async function getJson<Value>(url: string): Promise<Value> {
  const response = await fetch(url)
  const text = await response.text()
  expect([url, response.status, text.slice(0, 200)]).toEqual([url, 200, text.slice(0, 200)])
  return JSON.parse(text) as Value
}

async function reconcile(origin: string, queries: Record<string, unknown>): Promise<Batch> {
  const body = new URLSearchParams({ queries: JSON.stringify(queries) })
  const response = await fetch(`${origin}/reconcile`, { method: 'POST', body })
  expect(response.status).toBe(200)
  return (await response.json()) as Batch
}

test('the manifest has what OpenRefine needs, with the address of the service', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  expect(await getJson(`${origin}/reconcile`)).toMatchObject({
    versions: ['0.1', '0.2'],
    name: 'Dateline',
    identifierSpace: `${origin}/reconcile/entity/`,
    schemaSpace: `${origin}/reconcile/type/`,
    defaultTypes: expect.arrayContaining([{ id: 'Person', name: 'Person' }]) as object,
    view: { url: `${origin}/reconcile/view?id={{id}}` },
    preview: { url: `${origin}/reconcile/preview?id={{id}}`, width: 420, height: 260 },
    suggest: { entity: { service_url: origin, service_path: '/reconcile/suggest/entity' } },
  })
  const proxied = await fetch(`${origin}/reconcile`, { headers: { 'x-forwarded-proto': 'https' } })
  expect(await proxied.json()).toMatchObject({ view: { url: `${origin}/reconcile/view?id={{id}}` } })
  await server.close()
  const behindProxy = await listen(seeded, { trustedProxies: ['127.0.0.1'] })
  const answer = await fetch(`${behindProxy.origin}/reconcile`, { headers: { 'x-forwarded-proto': 'https' } })
  const { identifierSpace } = (await answer.json()) as { identifierSpace: string }
  expect(identifierSpace).toBe(`${behindProxy.origin.replace('http:', 'https:')}/reconcile/entity/`)
  await behindProxy.close()
})

test('what a candidate leads to is its page, or its preview where there are no pages', async ({ seeded }) => {
  const server = await listenWithPages(seeded)
  const without = await listen(seeded, { explorer: false })
  const locationOf = async (origin: string, id: string) => {
    const url = `${origin}/reconcile/view?${new URLSearchParams({ id })}`
    const { status, headers } = await fetch(url, { redirect: 'manual' })
    return [status, headers.get('location')]
  }
  for (const [type, query, folder] of [
    ['Person', 'Vladimir Putin', 'actors'],
    ['Place', 'Nagorno-Karabakh', 'places'],
    ['Event', 'call', 'events'],
  ] as const) {
    const { q } = await reconcile(server.origin, { q: { query, type } })
    const id = q?.result[0]?.id ?? ''
    expect(await locationOf(server.origin, id)).toEqual([302, `/${folder}/${id}`])
    expect((await fetch(`${server.origin}/${folder}/${id}`)).status).toBe(200)
    expect(await locationOf(without.origin, id)).toEqual([302, `/reconcile/preview?id=${id}`])
  }
  // What is no id is no address either.
  expect(await locationOf(server.origin, 'evt_\r\n//x')).toEqual([302, '/events/evt_%0D%0A%2F%2Fx'])
  expect(await locationOf(server.origin, '')).toEqual([302, '/reconcile/preview?id='])
  expect((await fetch(`${server.origin}/reconcile/view`, { method: 'POST' })).status).toBe(405)
  const { view } = await getJson<{ view: unknown }>(`${without.origin}/reconcile`)
  expect(view).toEqual({ url: `${without.origin}/reconcile/preview?id={{id}}` })
  await server.close()
  await without.close()
})

test('a batch is matched by name, type and properties', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  const batch = await reconcile(origin, {
    q0: { query: 'Vladimir Putin', type: 'Person' },
    q1: { query: 'Vladmir Puttin', type: ['Person'], limit: 1 },
    q2: { query: 'Russia', type: 'Place' },
    q3: { query: 'Russia', type: 'State' },
    q4: {
      query: 'Putin telephones the president of Armenia',
      type: 'Event',
      properties: [{ pid: 'occurred', v: '2016-04-05' }],
    },
    q5: {
      query: 'Putin telephones the president of Armenia',
      type: 'Event',
      properties: [{ pid: 'occurred', v: '1999' }],
    },
    q6: {
      query: 'Vladimir Putin',
      properties: [
        { pid: 'country', v: { id: 'no country' } },
        { pid: 'x', v: 1 },
      ],
    },
    q7: { query: '???' },
    q8: { query: 'Путин', type: 'Person' },
  })
  const [putin] = batch['q0']!.result
  expect(putin).toMatchObject({ name: 'Vladimir Putin', score: 100, match: true, type: [{ id: 'Person' }] })
  expect(putin!.description).toMatch(/Russia/)
  expect(batch['q1']!.result).toEqual([expect.objectContaining({ id: putin!.id, match: false })])
  expect(batch['q2']!.result[0]).toMatchObject({ name: 'Russia', match: true, type: [{ id: 'Place' }] })
  expect(batch['q3']!.result[0]).toMatchObject({ name: 'Russia', type: [{ id: 'State' }] })
  expect(batch['q4']!.result[0]).toMatchObject({ score: 100, match: true, type: [{ id: 'Event' }] })
  expect(batch['q5']!.result).toEqual([])
  // A property that is no value of this service says nothing.
  expect(batch['q6']!.result[0]).toMatchObject({ id: putin!.id, type: [{ id: 'Actor' }, { id: 'Person' }] })
  expect(batch['q7']!.result).toEqual([])
  expect(batch['q8']!.result[0]).toMatchObject({ id: putin!.id, match: false })
  const byGet = await getJson<Batch>(
    `${origin}/reconcile?${new URLSearchParams({ queries: '{"a":{"query":"Russia","type":"Place"}}' })}`,
  )
  expect(byGet['a']!.result).toEqual(batch['q2']!.result)
  await server.close()
})

test('suggestions, and values of entities for new columns', async ({ seeded }) => {
  const server = await listen(seeded)
  const { origin } = server
  const suggested = await getJson<{ result: Candidate[] }>(`${origin}/reconcile/suggest/entity?prefix=Vlad`)
  expect(suggested.result[0]).toMatchObject({ name: 'Vladimir Putin', notable: [{ id: 'Actor' }, { id: 'Person' }] })
  expect(await getJson(`${origin}/reconcile/suggest/entity?prefix=`)).toEqual({ result: [] })
  expect(await getJson(`${origin}/reconcile/suggest/type?prefix=force`)).toEqual({
    result: [{ id: 'ArmedForce', name: 'Armed force' }],
  })
  expect(await getJson(`${origin}/reconcile/suggest/property?prefix=lat`)).toEqual({
    result: [{ id: 'latitude', name: 'Latitude' }],
  })
  const proposed = await getJson<{ properties: { id: string }[] }>(`${origin}/reconcile/properties?type=Person`)
  expect(proposed.properties.map(({ id }) => id)).toEqual(['country', 'kind', 'description', 'wikidata'])
  const { result } = (await reconcile(origin, { q: { query: 'Dagestan', type: 'Place' } }))['q']!
  const ids = [suggested.result[0]!.id, result[0]!.id, 'act_00000000000000000000000000', 'no id']
  const extension = JSON.stringify({
    ids,
    properties: [{ id: 'country' }, { id: 'wikidata' }, { id: 'kind' }, { id: 'nothing' }],
  })
  const { rows } = await getJson<{ rows: Record<string, Record<string, object[]>> }>(
    `${origin}/reconcile?${new URLSearchParams({ extend: extension })}`,
  )
  expect(rows[ids[0]!]).toMatchObject({
    country: [{ name: 'Russia' }],
    wikidata: [{ str: 'Q7747' }],
    kind: [{ str: 'PERSON' }],
  })
  expect(rows[ids[1]!]).toMatchObject({ country: [{ name: 'Russia' }], kind: [{ str: 'ADM1' }] })
  for (const id of ids.slice(2)) expect(rows[id]).toEqual({ country: [], wikidata: [], kind: [] })
  await server.close()
})

test('a preview shows stored texts as text', async ({ service }) => {
  const { publishCall } = await prepared(service)
  const title = `<script>alert(1)</script> & "call" 'x'`
  const [id = ''] = await publishCall(1, { title, summary: '</style><img src=x onerror=alert(1)>' })
  const server = await listen(service)
  const response = await fetch(`${server.origin}/reconcile/preview?id=${id}`)
  const page = await response.text()
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; .*sandbox$/,
  )
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;call&quot; &#39;x&#39;')
  expect(page.match(/<(?!\/?(?:html|head|meta|title|style|body|h1|p|q)\b|!doctype)/g)).toBeNull()
  expect(page).toContain('<q>The two presidents spoke by telephone</q>')
  for (const other of ['', 'x'.repeat(100), 'act_00000000000000000000000000', 'no id']) {
    const missing = await fetch(`${server.origin}/reconcile/preview?id=${other}`)
    expect([other, missing.status]).toEqual([other, 404])
  }
  await server.close()
})
