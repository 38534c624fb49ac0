import { expect } from 'vitest'
import { tablesOf, test, type Service } from '../../support/service.ts'

interface Highlight {
  field: string
  text: string
  matches: { start: number; end: number }[]
}

interface Found {
  events: { edges: { node: { title: string }; highlights: Highlight[] }[] }
}

async function search(service: Service, text: string, more = '') {
  const { data, errors } = await service.ask<Found>(
    `query Search($text: String) { events(where: { search: $text } ${more}) { edges { node { title } highlights { field text matches { start end } } } } }`,
    { text },
  )
  expect(errors).toBeUndefined()
  return data.events.edges
}

function found(highlights: readonly Highlight[]) {
  return highlights.map(({ field, text, matches }) => [
    field,
    ...matches.map(({ start, end }) => text.slice(start, end)),
  ])
}

test('highlights return the matching text with the ranges of the matched words', async ({ seeded }) => {
  const [call] = await search(seeded, 'telephones "president of Armenia"')
  expect(call!.node.title).toBe('Putin telephones the president of Armenia')
  expect(found(call!.highlights)).toContainEqual(['TITLE', 'telephones', 'president', 'Armenia'])
  expect(tablesOf(seeded.statements)).toEqual(['events', 'unnest'])
})

test('search matches inflections, other names and other scripts, and highlights the written form', async ({
  seeded,
}) => {
  const titles = async (text: string) => (await search(seeded, text)).map(({ node }) => node.title).toSorted()
  expect(await titles('telephoning')).toEqual(await titles('telephones'))
  expect(await titles('Sarkisian')).toEqual(await titles('Саргсян'))
  expect((await titles('Sarkisian')).length).toBeGreaterThan(2)
  const edges = await search(seeded, 'Sarkisian')
  expect(edges.flatMap(({ highlights }) => found(highlights).map(([field]) => field))).toContain('NAME')
})

test('search supports or, -word and phrases, and ignores odd characters', async ({ seeded }) => {
  const count = async (text: string) => (await search(seeded, text, ', first: 100')).length
  const [exercise, call] = [await count('exercise'), await count('telephones')]
  expect(exercise * call).toBeGreaterThan(0)
  expect(await count('exercise or telephones')).toBe(exercise + call)
  expect(await count('exercise telephones')).toBe(0)
  expect(await count('telephones -Armenia')).toBe(call - 1)
  expect(await count('"telephones the president"')).toBe(call)
  expect(await count('"president the telephones"')).toBe(0)
  expect(await count('the telephones')).toBe(call)
  expect(await count('   ')).toBe(15)
  for (const odd of ["a'b & | !", 'a <-> b', '--a', '"a', "'a':*"]) expect(await count(odd)).toBeGreaterThanOrEqual(0)
})

test('events have no highlights without a search', async ({ seeded }) => {
  const { data } = await seeded.ask<Found>('{ events(first: 3) { edges { highlights { text } } } }')
  expect(data.events.edges.flatMap(({ highlights }) => highlights)).toEqual([])
  expect(tablesOf(seeded.statements)).toEqual(['events'])
})

test('RELEVANCE orders a match in the title before a match in a quote', async ({ seeded }) => {
  const edges = await search(seeded, 'fighting', ', orderBy: RELEVANCE')
  const inTitle = edges.map(({ highlights }) => highlights.some(({ field }) => field === 'TITLE'))
  expect(inTitle.length).toBeGreaterThan(1)
  expect(inTitle).toEqual(inTitle.toSorted((a, b) => Number(b) - Number(a)))
})
