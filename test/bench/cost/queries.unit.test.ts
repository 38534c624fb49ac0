import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { generateQuery } from '../../../bench/cost/queries.ts'
import type { Vocabulary } from '../../../bench/cost/vocabulary.ts'
import { toId } from '../../../database/values/ids.ts'
import { schema } from '../../../schema/schema.ts'

const UUID = '01748770-c9f0-86a8-83b4-5d6d3ab59bbc'
const VOCABULARY: Vocabulary = {
  actors: [toId('actor', UUID)],
  places: [toId('place', UUID)],
  countries: [toId('place', UUID)],
  divisions: [toId('place', UUID)],
  publishers: [toId('publisher', UUID)],
  storylines: [toId('storyline', UUID)],
  offices: [toId('office', UUID)],
  articles: [toId('article', UUID)],
  events: [toId('event', UUID)],
  datasets: ['dataset-0'],
  words: ['ceasefire'],
  names: ['sarah'],
  points: [{ latitude: 40, longitude: 47 }],
  days: ['2016-04-05'],
}

test('the queries that are generated to measure costs are valid, and the same seed gives the same', () => {
  const problems: string[] = []
  for (let seed = 0; seed < 500; seed++) {
    const { query } = generateQuery(seed, VOCABULARY, ({ query: text }) => text.length)
    for (const { message } of validate(schema, parse(query))) problems.push(`${message}: ${query}`)
    expect(generateQuery(seed, VOCABULARY, ({ query: text }) => text.length).query).toBe(query)
  }
  expect(problems).toEqual([])
})
