import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { expect, inject, test } from 'vitest'

test('composes alone and with a subgraph that extends its entities', async () => {
  const response = await fetch(inject('url'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  })
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } }
  const dateline = { name: 'dateline', url: 'http://dateline.test', typeDefs: parse(data._service.sdl) }
  expect(composeServices([dateline]).errors).toBeUndefined()
  const notes = {
    name: 'notes',
    url: 'http://notes.test',
    typeDefs: parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])
      type Query { notes: [Note!]! }
      type Note { text: String! person: Person! place: Place! }
      type Person @key(fields: "id") { id: ID! notes: [Note!]! }
      type Place @key(fields: "id") { id: ID! notes: [Note!]! }
      type PhoneCall @key(fields: "id") { id: ID! recording: String }
    `),
  }
  const { errors, supergraphSdl } = composeServices([dateline, notes])
  expect(errors).toBeUndefined()
  expect(supergraphSdl).toContain('recording: String @join__field(graph: NOTES)')
})
