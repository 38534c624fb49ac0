import { expect } from 'vitest'
import { desk, publish, report } from '../../support/publisher-client.ts'
import { test } from '../../support/service.ts'

const RETRACT = `mutation ($input: RetractEventInput!) { retractEvent(input: $input) {
  event { id certainty version revisions { version kind reason by changes { field before after } } } errors { code path message }
} }`

test('retractEvent requires the current version, and the feed of changes has the retraction', async ({ service }) => {
  const key = await desk(service)
  const { events } = await publish(service, key, report())
  const event = events[0]!.id
  const retract = async (input: object) => {
    const { data } = await service.ask<{ retractEvent: unknown }>(
      RETRACT,
      { input },
      { authorization: `Bearer ${key}` },
    )
    return data.retractEvent
  }
  expect(await retract({ event, expectedVersion: 2, reason: 'Denied' })).toMatchObject({
    event: null,
    errors: [{ code: 'CONFLICT', path: ['expectedVersion'], message: expect.stringContaining('has version 1, not 2') }],
  })
  expect(await retract({ event, expectedVersion: 1, reason: 'Denied by both' })).toMatchObject({
    event: {
      certainty: 'RETRACTED',
      version: 2,
      revisions: [
        { kind: 'CREATED' },
        {
          version: 2,
          kind: 'RETRACTED',
          reason: 'Denied by both',
          by: 'key:Example desk',
          changes: [{ field: 'certainty', before: 'REPORTED', after: 'RETRACTED' }],
        },
      ],
    },
    errors: [],
  })
  expect(await retract({ event, expectedVersion: 1, reason: 'Again' })).toMatchObject({
    errors: [{ code: 'CONFLICT', message: expect.stringContaining('key:Example desk has RETRACTED it (certainty)') }],
  })
  expect(await retract({ event, expectedVersion: 2, reason: 'Again' })).toMatchObject({
    errors: [{ code: 'CONFLICT', path: ['event'] }],
  })
  expect(await retract({ event: 'evt_01h455vb4pex5vsknk084sn02q', expectedVersion: 1, reason: 'x' })).toMatchObject({
    errors: [{ code: 'NOT_FOUND', path: ['event'] }],
  })

  const changes = async (after: string | null) => {
    const { data } = await service.ask<{ changes: { nodes: { kind: string; cursor: string }[] } }>(
      'query ($after: String) { changes(after: $after, first: 1) { nodes { kind cursor version event { id certainty } } pageInfo { hasNextPage endCursor } } }',
      { after },
    )
    return data.changes
  }
  const page = await changes(null)
  expect(page).toMatchObject({
    nodes: [{ kind: 'CREATED', version: 1, event: { id: event, certainty: 'RETRACTED' } }],
    pageInfo: { hasNextPage: true, endCursor: page.nodes[0]!.cursor },
  })
  const next = await changes(page.nodes[0]!.cursor)
  expect(next).toMatchObject({ nodes: [{ kind: 'RETRACTED', version: 2 }], pageInfo: { hasNextPage: false } })
  expect(await changes(next.nodes[0]!.cursor)).toMatchObject({ nodes: [] })
  const { data } = await service.ask('{ events { totalCount } }')
  expect(data).toEqual({ events: { totalCount: 0 } })
})
