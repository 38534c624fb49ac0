import { expect } from 'vitest'
import { normalizeName } from '../../../database/values/normalize-name.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'

async function namesIn(service: Service, list: 'actors' | 'places', where: string): Promise<string[]> {
  const { data, errors } = await service.ask<Record<string, { nodes: { name: string }[]; totalCount: number }>>(
    `{ ${list}(first: 100, where: ${where}) { totalCount nodes { name } } }`,
  )
  expect(errors).toBeUndefined()
  expect(data[list]!.totalCount).toBe(data[list]!.nodes.length)
  return data[list]!.nodes.map(({ name }) => name)
}

test('normalizeName ignores case, accents, script and punctuation', () => {
  expect(normalizeName('Ångström')).toBe('angstrom')
  expect(normalizeName('  СЕРЖ   Саргсян ')).toBe('serzh sargsyan')
  expect(normalizeName('Nagorno-Karabakh')).toBe('nagorno karabakh')
  expect(normalizeName("Côte d'Ivoire")).toBe('cote divoire')
  expect(normalizeName('ＦＵＬＬ')).toBe('full')
  expect(normalizeName('@@@')).toBe('@@@')
})

test('search finds actors by similar names, most similar first', async ({ seeded }) => {
  expect((await namesIn(seeded, 'actors', '{ search: "Sarkisyan" }'))[0]).toBe('Serzh Sarkisian')
  expect((await namesIn(seeded, 'actors', '{ search: "Саргсян" }'))[0]).toBe('Serzh Sarkisian')
  expect((await namesIn(seeded, 'actors', '{ search: "Vladmir Putin" }'))[0]).toBe('Vladimir Putin')
  expect(await namesIn(seeded, 'actors', '{ search: "zzzzzz" }')).toEqual([])
  expect((await namesIn(seeded, 'actors', '{ search: "" }')).length).toBe(20)
  expect(await namesIn(seeded, 'actors', '{ search: "Moscow", kinds: [STATE] }')).toEqual(['Russia'])
  expect(tablesOf(seeded.statements)).toEqual(['actors', 'actors'])
})

test('actors can be filtered by prefix of a name, external id, kind and country', async ({ seeded }) => {
  expect(await namesIn(seeded, 'actors', '{ namePrefix: "vlad" }')).toEqual(['Vladimir Putin'])
  expect(await namesIn(seeded, 'actors', '{ namePrefix: "mosc" }')).toEqual(['Russia'])
  expect(await namesIn(seeded, 'actors', '{ namePrefix: "%" }')).toEqual([])
  expect(await namesIn(seeded, 'actors', '{ externalId: { scheme: WIKIDATA, value: "Q7747" } }')).toEqual([
    'Vladimir Putin',
  ])
  expect(await namesIn(seeded, 'actors', '{ externalId: { scheme: WIKIDATA, value: "nope" } }')).toEqual([])
  const russian = await namesIn(seeded, 'actors', '{ country: "RU", kinds: [PERSON] }')
  expect(russian).toContain('Vladimir Putin')
  expect(await namesIn(seeded, 'actors', '{ country: "rus", kinds: [PERSON] }')).toEqual(russian)
  expect(await namesIn(seeded, 'actors', '{ country: "ZZ" }')).toEqual([])
  const { errors } = await seeded.ask('{ actors(where: { country: "Russia" }) { totalCount } }')
  expect(errors?.[0]?.message).toMatch(/^"Russia" is not a country/)
})

test('places can be filtered by name, containing place and area', async ({ seeded }) => {
  expect((await namesIn(seeded, 'places', '{ search: "Karabagh" }'))[0]).toMatch(/Karabakh/)
  expect(await namesIn(seeded, 'places', '{ namePrefix: "dag" }')).toEqual(['Dagestan'])
  expect(await namesIn(seeded, 'places', '{ country: "RU" }')).toEqual(['Dagestan', 'Russia'])
  expect(
    await namesIn(seeded, 'places', '{ within: "PLACE" }'.replace('PLACE', await idOf(seeded, 'Dagestan'))),
  ).toEqual(['Dagestan'])
  expect(await namesIn(seeded, 'places', '{ box: { south: -90, west: -180, north: 90, east: 180 } }')).toEqual(
    await namesIn(seeded, 'places', '{ near: { latitude: 0, longitude: 0, km: 20038 } }'),
  )
  for (const area of [
    'near: { latitude: 91, longitude: 0, km: 1 }',
    'near: { latitude: 0, longitude: 0, km: 0 }',
    'box: { south: 2, west: 0, north: 1, east: 0 }',
    'box: { south: 0, west: -181, north: 1, east: 0 }',
  ]) {
    const { errors } = await seeded.ask(`{ places(where: { ${area} }) { totalCount } }`)
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  }
})

async function idOf(service: Service, name: string): Promise<string> {
  const { data } = await service.ask<{ place: { id: string } }>(
    'query($name: String) { place(by: { name: $name }) { id } }',
    { name },
  )
  return data.place.id
}

test('articles and storylines can be filtered by words, address, day and parent', async ({ seeded }) => {
  const count = async (list: string, where: string) => {
    const { data, errors } = await seeded.ask<Record<string, { totalCount: number }>>(
      `{ ${list}(where: ${where}) { totalCount } }`,
    )
    expect(errors).toBeUndefined()
    return data[list]!.totalCount
  }
  expect(await count('articles', '{ publishedFrom: "2016-04-05", publishedTo: "2016-04-06" }')).toBe(1)
  expect(await count('articles', '{ publishedFrom: "2016-04-06" }')).toBe(0)
  expect(await count('articles', '{ publishedTo: "2016-04-05" }')).toBe(0)
  expect(await count('articles', '{ url: "https://news.example/none" }')).toBe(0)
  expect(await count('articles', '{ search: "nowhere" }')).toBe(0)
  expect(await count('storylines', '{ search: "escalations" }')).toBeGreaterThan(0)
  expect(await count('storylines', '{ search: "nowhere" }')).toBe(0)
  const { data } = await seeded.ask<{ storylines: { nodes: { id: string; parts: unknown[] }[] } }>(
    '{ storylines { nodes { id parts { id } } } }',
  )
  for (const { id, parts } of data.storylines.nodes)
    expect(await count('storylines', `{ parent: "${id}" }`)).toBe(parts.length)
})

test('misspeltName finds names with a mistake in any part, also short ones and in other scripts', async ({
  seeded,
}) => {
  const best = async (list: 'actors' | 'places', text: string) =>
    (await namesIn(seeded, list, `{ misspeltName: ${JSON.stringify(text)} }`)).slice(0, 3)
  for (const text of ['Rissia', 'ussia', 'Rusisa', 'Rusia', 'Russsia']) {
    expect([text, await best('places', text)]).toEqual([text, expect.arrayContaining(['Russia'])])
  }
  for (const text of ['Vladimyr Puton', 'Wladimir Puttin', 'Владемир Путен']) {
    expect([text, (await best('actors', text))[0]]).toEqual([text, 'Vladimir Putin'])
  }
  expect(await best('actors', 'zzzzzzzzz')).toEqual([])
  const { errors } = await seeded.ask('{ actors(where: { search: "a", misspeltName: "b" }) { totalCount } }')
  expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
})
