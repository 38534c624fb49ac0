import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { desk, publish, report } from '../../support/publisher-client.ts'
import { withoutMoments, type Service } from '../../support/service.ts'

interface Payload {
  event: Record<string, unknown> | null
  eventCount: number
  errors: { code: string; path: string[]; message: string }[]
}

/** The fields that the tests select on an event. */
export const EVENT = `id title version certainty mentionCount publisherCount mergedInto { id }
  claims { id certainty article { url } } participations { role actor { name } } quantities { best }
  relations { kind direction event { id } } codes { code } mentions { nodes { article { url } } }`

/** Returns the current time; waits before and after, so that it differs from the times of other writes. */
export async function clock(): Promise<string> {
  await sleep(5)
  const now = new Date().toISOString()
  await sleep(5)
  return now
}

/** Returns functions that publish calls, run mutations and read events. */
export async function prepared(service: Service) {
  const key = await desk(service)
  const mutate = async (name: string, selection: string, input: object): Promise<Payload> => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const { data, errors } = await service.ask<Record<string, Payload>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code path message } } }`,
      { input },
      { authorization: `Bearer ${key}` },
    )
    expect(errors).toBeUndefined()
    return data[name]!
  }
  const base = report()
  const [call] = base.events
  const publishCall = async (n: number, eventFields: object, reportFields: object = {}): Promise<string[]> => {
    const { events, errors } = await publish(service, key, {
      ...base,
      article: { url: `https://news.example/call-${n}`, publisher: { name: `Paper ${n}` } },
      events: [{ ...call, ...eventFields }],
      ...reportFields,
    })
    expect(errors).toEqual([])
    return events.map(({ id }) => id)
  }
  const event = async (id: string, at: string | null = null) => {
    const query = `query ($id: ID!, $at: DateTime) { event(id: $id, asOf: $at) { ${EVENT} } }`
    const { data } = await service.ask<{ event: Record<string, unknown> }>(query, { id, at })
    return withoutMoments(data.event)
  }
  return { key, mutate, publishCall, event, call }
}
