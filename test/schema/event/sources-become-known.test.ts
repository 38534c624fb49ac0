import { expect } from 'vitest'
import { eventLine } from '../../importers/gdelt/rows.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test } from '../../support/service.ts'
import { OTHER, OWN, preparedCalls, THIRD } from './one-call.ts'

test('an actor that gets another name gives the claims attributed to it another origin', async ({ service }) => {
  const { unite, mutate, read } = await preparedCalls(service)
  const saidBy = (name: string) => ({
    actors: [{ key: 'desk', kind: 'ORGANIZATION', name }],
    attribution: [{ agent: 'desk', mode: 'INDIRECT_SPEECH' }],
  })
  const { id } = await unite({ ...saidBy('One desk') }, { text: OTHER, ...saidBy('Another desk') })
  expect(await read(id)).toMatchObject({ certainty: 'CONFIRMED', independentOriginCount: 2, version: 2 })
  const { data } = await service.ask<{ actors: { nodes: { id: string; version: number; name: string }[] } }>(
    '{ actors { nodes { id version name } } }',
  )
  const rename = async (actorName: string, version: number, name: string) => {
    const actor = data.actors.nodes.find((node) => node.name === actorName)!.id
    await mutate('correctActor', 'actor { id }', { actor, expectedVersion: version, name, reason: 'Its real name' })
  }
  await rename('One desk', 1, 'Reuters')
  expect(await read(id)).toMatchObject({ certainty: 'CONFIRMED', version: 2 })
  await rename('Another desk', 1, 'Рейтер')
  expect(await read(id)).toMatchObject({ certainty: 'REPORTED', independentOriginCount: 1, version: 3 })
  await expectNoDrift(service)
  await rename('Another desk', 2, 'Another desk')
  expect(await read(id)).toMatchObject({ certainty: 'CONFIRMED', independentOriginCount: 2, version: 4 })
  // The name of an actor can be that of the publisher of the other article.
  await rename('Another desk', 3, 'The Beacon of Town 1')
  expect(await read(id)).toMatchObject({ certainty: 'REPORTED', version: 5 })
  await expectNoDrift(service)
})

test('a homepage or a publisher that becomes known later changes the origins of stored events', async ({ service }) => {
  const { unite, publishOne, read, mutate } = await preparedCalls(service)
  const publishers = `query ($id: ID!) { event(id: $id) { publisherCount mentions(first: 9) { nodes { article { id version url } publisher { name } } } } }`
  interface Mentions {
    event: {
      publisherCount: number
      mentions: {
        nodes: { article: { id: string; version: number; url: string }; publisher: { name: string } | null }[]
      }
    }
  }
  const readMentions = async (id: string) => (await service.ask<Mentions>(publishers, { id })).data.event
  // A report of another article gives the homepage of a publisher of stored ones.
  const { id: housed } = await unite(
    { publisher: 'Lamp', url: 'https://one.example.com/a' },
    { text: OTHER, publisher: 'Lantern', url: 'https://two.example.org/a' },
  )
  expect(await read(housed)).toMatchObject({ certainty: 'CONFIRMED' })
  await publishOne({ publisher: 'Lamp', homepage: 'https://two.example.org', text: THIRD })
  expect(await read(housed)).toMatchObject({ certainty: 'REPORTED', version: 3 })
  await expectNoDrift(service)

  // A correction, a later report and a feed give the publisher of an article that was stored without one.
  const without = { publisher: null }
  const sources = ['a', 'b', 'c'].map((name) => ({ ...without, url: `https://${name}.${name}paper.com/call` }))
  const united = []
  for (const [i, source] of sources.entries()) {
    const own = { publisher: `Own ${i}`, url: `https://own-${i}.com/call`, text: OTHER }
    united.push((await unite(source, own)).id)
  }
  for (const id of united) {
    expect(await read(id)).toMatchObject({ certainty: 'REPORTED', version: 2 })
    expect(await readMentions(id)).toMatchObject({ publisherCount: 1 })
  }
  const { mentions } = await readMentions(united[0]!)
  const { article } = mentions.nodes.find((node) => node.article.url === sources[0]!.url)!
  await mutate('correctArticle', 'article { id }', {
    article: article.id,
    expectedVersion: article.version,
    publisher: { name: 'A Paper' },
    reason: 'Found',
  })
  await publishOne({ url: sources[1]!.url, publisher: 'B Paper', text: OWN, idempotencyKey: 'with its publisher' })
  await importLines(service, 'gdelt', [eventLine({ SOURCEURL: sources[2]!.url })])
  for (const id of united) {
    expect(await read(id)).toMatchObject({ certainty: 'CONFIRMED', independentOriginCount: 2, version: 3 })
    expect(await readMentions(id)).toMatchObject({ publisherCount: 2 })
  }
  await expectNoDrift(service)
})
