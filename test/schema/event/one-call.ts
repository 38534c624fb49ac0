import { expect } from 'vitest'
import { createKey } from '../../../server/auth/api-keys.ts'
import { publish, report } from '../../support/publisher-client.ts'
import type { Service } from '../../support/service.ts'

const QUOTE = 'The two presidents spoke by telephone'
/** Texts that were written independently of each other. */
export const OWN = `${QUOTE} on Tuesday morning, and the call lasted for almost an hour, a clerk in the palace noted.`
export const OTHER = `It came as a surprise. ${QUOTE} while the frost was still on the roofs, said the head of the guard.`
export const THIRD = `${QUOTE} for the first time this year. In the harbour town the boats stayed at their moorings all day.`

const ORIGINS = `id version certainty independentOriginCount
  origins { kind name isProven reason actor { id } publisher { name } claims { article { url } } }`

interface OriginsEvent {
  id: string
  version: number
  certainty: string
  independentOriginCount: number
  origins: { kind: string; name: string; isProven: boolean; reason: string; claims: unknown[] }[]
}

/** An article that reports the call. */
export interface Source {
  url?: string
  publisher?: string | null
  homepage?: string
  /** Null if only its digest is given. */
  text?: string | null
  /** The text that a digest is given of. */
  textSha256?: string
  idempotencyKey?: string
  attribution?: object[]
  actors?: object[]
  certainty?: string
}

/** Returns functions that publish one call in several articles and make one event of them. */
export async function preparedCalls(service: Service) {
  const key = await createKey(service.db, 'Example desk', ['publish', 'correct', 'merge', 'admin'], { datasets: ['*'] })
  const headers = { authorization: `Bearer ${key}` }
  const [call] = report().events
  let count = 0
  const publishOne = async ({
    url,
    publisher,
    homepage,
    text = OWN,
    textSha256,
    idempotencyKey,
    ...source
  }: Source) => {
    const { attribution = [], actors = [], certainty } = source
    count++
    const [claim] = call!.claims
    const article = {
      url: url ?? `https://www.paper-${count}.com/call`,
      textSha256,
      ...(publisher !== null && { publisher: { name: publisher ?? `The Beacon of Town ${count}`, homepage } }),
    }
    const event = { ...call, participations: [], claims: [{ ...claim, attribution, ...(certainty && { certainty }) }] }
    const { events, errors } = await publish(
      service,
      key!,
      report({ article, text, actors, events: [event], idempotencyKey }),
    )
    expect(errors).toEqual([])
    return events[0]!.id
  }
  const mutate = async (name: string, selection: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} errors { message } } }`
    const { data, errors } = await service.ask<Record<string, { errors: unknown[] }>>(query, { input }, headers)
    expect(errors).toBeUndefined()
    expect(data[name]!.errors).toEqual([])
    return data[name]!
  }
  const read = async (id: string, asOf: string | null = null) =>
    (
      await service.ask<{ event: OriginsEvent }>(
        `query ($id: ID!, $asOf: DateTime) { event(id: $id, asOf: $asOf) { ${ORIGINS} } }`,
        { id, asOf },
      )
    ).data.event
  /** Publishes the sources and merges their events into the first one. */
  const unite = async (...sources: Source[]) => {
    const ids: string[] = []
    for (const source of sources) ids.push(await publishOne(source))
    const [into, ...merged] = ids
    await mutate('mergeEvents', 'event { id }', {
      into,
      expectedVersion: 1,
      merged: merged.map((event) => ({ event, expectedVersion: 1 })),
      reason: 'One call',
    })
    return read(into!)
  }
  return { publishOne, mutate, read, unite }
}
