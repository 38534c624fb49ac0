import { DOMParser, type Document, type Element } from '@xmldom/xmldom'
import { expect } from 'vitest'
import { clock, prepared } from '../../schema/mutation/merging.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'
import { fill } from '../export/many-events.ts'

const ATOM = 'http://www.w3.org/2005/Atom'

/** Parses a feed, and checks what RFC 4287 requires of every feed and entry. */
function parseFeed(xml: string): { document: Document; entries: Element[] } {
  const problems: string[] = []
  const document = new DOMParser({ onError: (_level, message) => void problems.push(message) }).parseFromString(
    xml,
    'application/xml',
  )
  expect(problems).toEqual([])
  const feed = document.documentElement!
  expect([feed.namespaceURI, feed.localName]).toEqual([ATOM, 'feed'])
  const entries = [...document.getElementsByTagNameNS(ATOM, 'entry')]
  for (const element of [feed, ...entries]) {
    for (const name of ['id', 'title', 'updated']) expect([name, childrenOf(element, name).length]).toEqual([name, 1])
    expect(textOf(element, 'id')).toMatch(/^urn:dateline:/)
    expect(new Date(textOf(element, 'updated')).toISOString()).toBe(textOf(element, 'updated'))
  }
  for (const entry of entries) expect(childrenOf(childrenOf(entry, 'author')[0]!, 'name')).toHaveLength(1)
  expect(new Set(entries.map((entry) => textOf(entry, 'id'))).size).toBe(entries.length)
  return { document, entries }
}

function childrenOf(parent: Element, name: string): Element[] {
  return [...parent.childNodes].filter((node): node is Element => (node as Element).localName === name)
}

function textOf(parent: Element, name: string): string {
  return childrenOf(parent, name)[0]?.textContent ?? ''
}

function linkOf(document: Document, rel: string): string | undefined {
  return (
    childrenOf(document.documentElement!, 'link')
      .find((link) => link.getAttribute('rel') === rel)
      ?.getAttribute('href') ?? undefined
  )
}

async function fetchFeed(url: string) {
  const response = await fetch(url)
  const xml = await response.text()
  expect([response.status, xml.slice(0, 300)]).toEqual([200, xml.slice(0, 300)])
  return { ...parseFeed(xml), headers: response.headers, xml }
}

const CALLS = '{ events(where: { kinds: [PHONE_CALL] }, first: 5) { nodes { id } } }'

test('a feed has the latest change of each event, also of those that are corrected or retracted', async ({
  service,
}) => {
  const { publishCall, mutate } = await prepared(service)
  const hostile = `<script>alert(1)</script> ]]> & "x" 'y' \u0007\ufffe`
  const [first = ''] = await publishCall(1, { title: hostile })
  await clock()
  const [second = ''] = await publishCall(2, {})
  const server = await listen(service)
  const url = `${server.origin}/atom?${new URLSearchParams({ query: CALLS })}`
  const before = await fetchFeed(url)
  expect(before.entries.map((entry) => textOf(entry, 'title'))).toEqual([
    'The presidents speak',
    `<script>alert(1)</script> ]]> & "x" 'y' `,
  ])
  expect(textOf(before.entries[0]!, 'content')).toContain('The two presidents spoke by telephone')
  const linksOf = (entries: Element[]) =>
    entries.map((entry) => childrenOf(entry, 'link').map((link) => link.getAttribute('href')))
  expect(linksOf(before.entries)).toEqual([second, first].map((id) => [`${server.origin}/events/${id}`]))
  const without = await listen(service, { explorer: false })
  const { entries: unpaged } = await fetchFeed(url.replace(server.origin, without.origin))
  expect(linksOf(unpaged)).toEqual([second, first].map((id) => [`${without.origin}/reconcile/preview?id=${id}`]))
  await without.close()
  expect(linkOf(before.document, 'self')).toBe(url)
  expect(linkOf(before.document, 'next')).toBeUndefined()

  const etag = before.headers.get('etag')!
  const lastModified = before.headers.get('last-modified')!
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  expect((await fetch(url, { headers: { 'if-modified-since': lastModified } })).status).toBe(304)

  await clock()
  const correction = { event: first, expectedVersion: 1, title: 'Another title', reason: 'A typing error <b>' }
  expect(await mutate('correctEvent', 'event { id }', correction)).toMatchObject({ errors: [] })
  expect(
    await mutate('retractEvent', 'event { id }', { event: second, expectedVersion: 1, reason: 'It did not happen' }),
  ).toMatchObject({ errors: [] })
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200)
  const after = await fetchFeed(url)
  const [retracted, corrected] = after.entries as [Element, Element]
  expect([textOf(corrected, 'title'), textOf(corrected, 'content')]).toEqual([
    'Another title',
    expect.stringContaining('title (A typing error <b>)'),
  ])
  const terms = childrenOf(retracted, 'category').map((category) => category.getAttribute('term'))
  expect(terms).toEqual(['RETRACTED', 'PHONE_CALL', 'RETRACTED'])
  const ids = [...before.entries, ...after.entries].map((entry) => textOf(entry, 'id'))
  expect(new Set(ids).size).toBe(4)
  // The id of an entry leads to the state after the change.
  for (const entry of after.entries) {
    const id = textOf(entry, 'id').replace('urn:dateline:', '')
    const { data } = await service.ask<{ node: { id: string; title: string } }>(
      'query ($id: ID!) { node(id: $id) { ... on Event { id title } } }',
      { id },
    )
    expect(data.node).toEqual({ id, title: textOf(entry, 'title') })
  }
  await server.close()
})

test('pages lead to each event once, and a filter can be a variable', async ({ service }) => {
  const { publishCall } = await prepared(service)
  await publishCall(1, {})
  await fill(service, 120)
  const server = await listen(service)
  const query = 'query ($where: EventWhere, $unused: Int) { events(where: $where, first: $unused) { totalCount } }'
  const count = async (variables: object) => {
    const ids: string[] = []
    let url: string | undefined =
      `${server.origin}/atom?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`
    const feedIds = new Set<string>()
    while (url !== undefined) {
      const { document, entries }: Awaited<ReturnType<typeof fetchFeed>> = await fetchFeed(url)
      ids.push(...entries.map((entry) => textOf(entry, 'id')))
      feedIds.add(textOf(document.documentElement!, 'id'))
      url = linkOf(document, 'next')
    }
    expect([new Set(ids).size, feedIds.size]).toEqual([ids.length, 1])
    return ids.length
  }
  expect(await count({})).toBe(121)
  expect(await count({ where: null })).toBe(121)
  expect(await count({ where: { kinds: ['PHONE_CALL'] } })).toBe(1)
  expect(await count({ where: { ids: [] } })).toBe(0)
  await server.close()
})
