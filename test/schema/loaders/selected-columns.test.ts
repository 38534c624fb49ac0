import { expect } from 'vitest'
import { test } from '../../support/service.ts'

const NAMED = ['title', 'summary', 'edtf'] as const

test('a statement has only the columns of events that the operation reads, each operation its own', async ({
  seeded,
}) => {
  const { data } = await seeded.ask<{ events: { nodes: { id: string }[] } }>('{ events(first: 1) { nodes { id } } }')
  const [first] = data.events.nodes
  const columnsOf = async (fields: string) => {
    const found: string[][] = []
    for (const query of [
      `{ events(first: 3) { nodes { ${fields} } } }`,
      `{ event(id: "${first?.id}") { ${fields} } }`,
    ]) {
      expect((await seeded.ask(query)).errors).toBeUndefined()
      const statement = seeded.statements.find((text) => text.includes(' from "events"')) ?? ''
      const [selected = ''] = statement.split(' from ')
      found.push(NAMED.filter((name) => selected.includes(`"${name}"`)))
    }
    return found
  }
  expect(await columnsOf('title')).toEqual([['title'], ['title']])
  expect(await columnsOf('summary occurred { edtf }')).toEqual([
    ['summary', 'edtf'],
    ['summary', 'edtf'],
  ])
  expect(await columnsOf('title')).toEqual([['title'], ['title']])
})
