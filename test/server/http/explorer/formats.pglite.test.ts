import { expect } from 'vitest'
import { eventIdOf, startPages } from '../../../support/pages/explorer.ts'
import { test } from '../../../support/service.ts'

test('a record comes in the format of the suffix or of the header accept', async ({ seeded }) => {
  const origin = await startPages(seeded)
  const path = `/events/${await eventIdOf(seeded, '{ kinds: [EXERCISE] }')}`
  const formats = [
    ['json', 'application/json'],
    ['jsonld', 'application/ld+json'],
    ['bib', 'application/x-bibtex'],
  ] as const
  for (const [suffix, mediaType] of formats) {
    const bySuffix = await fetch(`${origin}${path}.${suffix}`)
    const byHeader = await fetch(origin + path, { headers: { accept: `${mediaType}, text/html;q=0.5` } })
    expect(bySuffix.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`)
    expect(byHeader.headers.get('vary')).toContain('accept')
    expect(await byHeader.text()).toBe(await bySuffix.text())
  }
  const linked = (await (await fetch(`${origin}${path}.jsonld`)).json()) as object
  expect(linked).toMatchObject({
    '@id': origin + path,
    '@type': ['Event', 'prov:Entity'],
    startDate: '2016-04-05',
    'prov:qualifiedGeneration': [{ 'prov:hadActivity': 'CREATED', 'prov:wasAssociatedWith': 'seed' }],
  })
  const bib = await (await fetch(`${origin}${path}.bib`)).text()
  expect(bib).toMatch(/^@misc\{evt_\w+,\n {2}title = \{\{Russian military exercise in Dagestan\}\},/)
  const csv = await fetch(`${origin}/events.csv?kind=PHONE_CALL`)
  expect(new URL(csv.url).pathname).toBe('/export')
  expect((await csv.text()).split('\r\n').filter((line) => line.startsWith('evt_'))).toHaveLength(2)
  const refused = await fetch(`${origin}${path}.csv`)
  expect([refused.status, await refused.json()]).toMatchObject([
    406,
    { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] },
  ])
})
