import { expect } from 'vitest'
import { publishReport } from '../../../ingest/publish.ts'
import { reportDocument } from '../../support/documents/report-document.ts'
import { test, type Service } from '../../support/service.ts'

type ListData = Record<
  string,
  { totalCount: number; nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
>

/** Reads all pages of a list and returns the ids of its rows. */
async function readAllPages(service: Service, list: string, size: number): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  for (let pages = 0; pages < 50; pages++) {
    const answer: { data: ListData; errors?: unknown } = await service.ask<ListData>(
      `query($after: String) { ${list}(first: ${size}, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
      { after },
    )
    expect(answer.errors).toBeUndefined()
    const { nodes, pageInfo, totalCount } = answer.data[list]!
    ids.push(...nodes.map(({ id }) => id))
    if (!pageInfo.hasNextPage) {
      expect(new Set(ids).size).toBe(totalCount)
      return ids
    }
    after = pageInfo.endCursor
  }
  throw new Error('The list has more than 50 pages')
}

test('pages of every list contain each row once, with equal, unusual or missing names and days', async ({
  service,
}) => {
  const names = ['Éire', 'Zulu', 'alpha', 'Alpha', 'Ж', '中', 'a b', 'a', '🇦🇲']
  for (const [i, publishedOn] of ['2020-01-08', '2020-01-08', undefined, undefined, '2020-01-07'].entries()) {
    const article = { url: `https://news.example/${i}`, ...(publishedOn && { publishedOn }) }
    const lists = {
      storylines: names.map((title, n) => ({ key: `s${n}`, title })),
      places: names.map((name, n) => ({ key: `p${n}`, kind: 'SITE', name })),
    }
    await publishReport(service.db, reportDocument({ article, ...lists }), { by: 'test' })
  }
  for (const [list, rows] of [
    ['articles', 5],
    ['places', names.length],
    ['storylines', names.length],
    ['actors', 2],
    ['events', 5],
  ] as const) {
    const allIds = await readAllPages(service, list, 100)
    expect([list, allIds.length]).toEqual([list, rows])
    for (const size of [1, 2]) expect(await readAllPages(service, list, size)).toEqual(allIds)
  }
})

test('lists can be filtered by kind, country and language', async ({ seeded }) => {
  const { data } = await seeded.ask<{ place: { id: string } }>('{ place(by: { name: "Germany" }) { id } }')
  const { data: lists, errors } = await seeded.ask(
    `query($country: ID!) {
      people: actors(where: { kinds: [PERSON], country: $country }) { nodes { name } }
      none: actors(where: { kinds: [] }) { totalCount }
      lines: places(where: { kinds: [LINEAR_FEATURE] }) { totalCount }
      english: articles(where: { language: ["en"] }) { totalCount }
      french: articles(where: { language: ["fr"] }) { totalCount }
    }`,
    { country: data.place.id },
  )
  expect(errors).toBeUndefined()
  expect(lists).toEqual({
    people: { nodes: [{ name: 'Angela Merkel' }, { name: 'Frank-Walter Steinmeier' }] },
    none: { totalCount: 0 },
    lines: { totalCount: 2 },
    english: { totalCount: 1 },
    french: { totalCount: 0 },
  })
})
