import { parse, subscribe } from 'graphql'
import { expect } from 'vitest'
import { parseId } from '../../../database/values/ids.ts'
import { ChangeListener } from '../../../ingest/history/change-listener.ts'
import { appendRevisions } from '../../../ingest/history/revisions.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { retractEvents } from '../../../ingest/retract.ts'
import { subscriptionSlots } from '../../../schema/builder/slots.ts'
import { schema } from '../../../schema/schema.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const FOLLOW = `subscription ($where: EventWhere, $after: String) { eventChanged(where: $where, after: $after) {
  cursor kind version event { title certainty }
} }`

interface Change {
  cursor: string
  kind: string
  version: number
  event: { title: string; certainty: string }
}

/** Subscribes over server-sent events, as a browser does. */
async function follow(service: Service, variables: Record<string, unknown> = {}) {
  const gone = new AbortController()
  const response = await service.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: FOLLOW, variables }),
    signal: gone.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = response.body!.getReader()
  let text = ''
  const next = async (): Promise<Change> => {
    for (;;) {
      const found = /event: next\ndata: (.*)\n\n/.exec(text)
      if (found) {
        text = text.slice(found.index + found[0].length)
        const { data, errors } = JSON.parse(found[1]!) as { data?: { eventChanged: Change }; errors?: unknown }
        if (errors) throw new Error(JSON.stringify(errors))
        return data!.eventChanged
      }
      const { done, value } = await reader.read()
      if (done) throw new Error(`The stream ended: ${text}`)
      text += new TextDecoder().decode(value as Uint8Array)
    }
  }
  const cut = async () => {
    await reader.cancel()
    gone.abort()
  }
  return { next, cut }
}

function publish(service: Service, title: string) {
  return publishReport(service.db, reportDocument({ idempotencyKey: title, events: [phoneCall({ title })] }), {
    by: 'desk',
  })
}

async function retract({ db }: Service, id: string) {
  return db.transaction(async (tx) => {
    await appendRevisions(tx, await retractEvents(tx, [parseId(id)!.uuid], { reason: 'Denied', by: 'desk' }))
  })
}

test('a subscription delivers changes as they are committed, including retractions', async ({ service }) => {
  await publish(service, 'before')
  const stream = await follow(service)
  const nextChange = stream.next()
  const { events } = await publish(service, 'first')
  expect(await nextChange).toMatchObject({ kind: 'CREATED', version: 1, event: { title: 'first' } })
  await retract(service, events[0]!.id)
  expect(await stream.next()).toMatchObject({
    kind: 'RETRACTED',
    version: 2,
    event: { title: 'first', certainty: 'RETRACTED' },
  })
  await stream.cut()
})

test('a subscription with `after` delivers missed changes first, then new ones, in order and without a gap', async ({
  service,
}) => {
  const stream = await follow(service)
  const nextChange = stream.next()
  await publish(service, 'one')
  const { cursor } = await nextChange
  await stream.cut()
  for (const title of ['two', 'three']) await publish(service, title)
  const again = await follow(service, { after: cursor })
  expect((await again.next()).event.title).toBe('two')
  const three = await again.next()
  expect(three.event.title).toBe('three')
  const four = again.next()
  await publish(service, 'four')
  expect((await four).event.title).toBe('four')
  await again.cut()
  const { data } = await service.ask<{ changes: { nodes: { cursor: string }[] } }>(
    'query ($after: String) { changes(after: $after) { nodes { cursor event { title } } } }',
    { after: three.cursor },
  )
  expect(data.changes.nodes).toMatchObject([{ event: { title: 'four' } }])
})

test('a subscription with a filter delivers only the changes of matching events', async ({ service }) => {
  const stream = await follow(service, { where: { search: '"second call"' } })
  const nextChange = stream.next()
  await publish(service, 'first call')
  await publish(service, 'second call')
  expect((await nextChange).event.title).toBe('second call')
  await stream.cut()
})

test('a filter by name matches an actor that is stored after the subscription began', async ({ service }) => {
  const stream = await follow(service, { where: { participants: { some: { name: 'Newcomer' } } } })
  const nextChange = stream.next()
  const [first, ...others] = reportDocument().actors
  const stranger = phoneCall({ title: 'without', participations: [{ actor: 'b', role: 'RECIPIENT' }] })
  const events = [stranger]
  await publishReport(service.db, reportDocument({ idempotencyKey: 'without', events }), { by: 'desk' })
  const document = reportDocument({
    idempotencyKey: 'with',
    actors: [{ ...first, names: [{ name: 'The Newcomer', kind: 'ALIAS' }] }, ...others],
    events: [phoneCall({ title: 'with' })],
  })
  await publishReport(service.db, document, { by: 'desk' })
  expect(await nextChange).toMatchObject({ event: { title: 'with' } })
  await stream.cut()
})

test('a subscription with a filter delivers the merge of another event into a matching one', async ({ service }) => {
  const [first] = (await publish(service, 'first call')).events
  const [second] = (await publish(service, 'second call')).events
  await publish(service, 'third call')
  const stream = await follow(service, { where: { search: '"first call"' } })
  const nextChange = stream.next()
  const seen = (id: string) => ({ id: parseId(id)!.uuid, expectedVersion: 1 })
  const auditInfo = { reason: 'The same', by: 'desk' }
  await mergeEvents(service.db, seen(first!.id), [seen(second!.id)], auditInfo)
  const both = [await nextChange, await stream.next()]
  expect(both.map(({ kind, event }) => `${kind} ${event.title}`).toSorted()).toEqual([
    'CORRECTED first call',
    'MERGED second call',
  ])
  await stream.cut()
})

test('rejects an invalid cursor or filter with BAD_USER_INPUT before the stream starts', async ({ service }) => {
  for (const variables of [{ after: 'nonsense' }, { where: { attributedTo: 'plc_x' } }]) {
    const { errors } = await service.ask(FOLLOW, variables, { accept: 'application/json, text/event-stream' })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  }
})

test('limits the subscriptions of a client, and releases those of disconnected clients', async ({ service }) => {
  const streams = []
  for (let n = 0; n < 50; n++) streams.push(await follow(service))
  const refused = await follow(service)
  await expect(refused.next()).rejects.toThrow('This client has 50 open subscriptions; the limit is 50.')
  for (const stream of streams) await stream.cut()
  // The slots are released once the server has noticed the disconnect.
  await expect
    .poll(async () => {
      const stream = await follow(service)
      const nextChange = stream.next().then(
        ({ event }) => event.title,
        () => undefined,
      )
      await publish(service, `heard ${performance.now()}`)
      const title = await nextChange
      await stream.cut()
      return title
    })
    .toMatch(/^heard /)
})

test('a client that unsubscribes or disconnects while it waits ends its subscription at once and releases its slot', async ({
  service: { db, open },
}) => {
  const listener = new ChangeListener({ open, log: silent })
  const slots = subscriptionSlots(2, 2)
  const start = async (signal: AbortSignal) => {
    const result = await subscribe({
      schema,
      document: parse(FOLLOW),
      contextValue: { db, cursorKey: 'test', signal, subscriptions: { listener, slots } },
    })
    if (!(Symbol.asyncIterator in result)) throw new Error(JSON.stringify(result))
    return result
  }
  const disconnected = new AbortController()
  const [first, second] = [await start(new AbortController().signal), await start(disconnected.signal)]
  expect(slots.count).toBe(2)
  await expect(start(new AbortController().signal)).rejects.toThrow('"code":"RATE_LIMITED"')
  const waiting = [first.next(), second.next()]
  void first.return(undefined)
  expect(slots.count).toBe(1)
  disconnected.abort()
  expect(slots.count).toBe(0)
  expect(await Promise.all(waiting)).toMatchObject([{ done: true }, { done: true }])
  const third = await start(disconnected.signal)
  expect(slots.count).toBe(0)
  expect(await third.next()).toMatchObject({ done: true })
  listener.stop()
})
