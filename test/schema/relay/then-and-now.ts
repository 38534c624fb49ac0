import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { desk, publish, report } from '../../support/publisher-client.ts'
import type { Service } from '../../support/service.ts'

const [CALL] = report().events

/** A phone call and the statement that reports it, of one article. */
const REPORT = report({
  events: [
    CALL,
    {
      ...CALL,
      key: 'said',
      kind: 'STATEMENT',
      title: 'A spokesman reports the call',
      participations: [{ actor: 'one', role: 'SPEAKER' }],
      phoneCall: undefined,
      relations: [{ kind: 'REPORTS', event: 'call' }],
    },
  ],
})

/** Every part of an event that has a state of its own, and the objects without earlier states. */
export const PARTS = `__typename id title version asOf updatedAt current { id title asOf }
  claims { __typename id certainty event { id title } article { id headline } }
  relations { event { id title asOf } claims { id } } revisions { version }
  participations { role actor { id name } }`

const SIDES = `query ($id: ID!, $at: DateTime) {
  then: event(id: $id, asOf: $at) { ${PARTS} } now: event(id: $id) { ${PARTS} }
}`

export interface EventData {
  id: string
  title: string
  asOf: string | null
  current: object
  claims: { id: string; event: { id: string }; article: object }[]
  relations: { event: { id: string } }[]
  participations: { actor: { id: string } }[]
}

/** Publishes two events and corrects the call; returns a moment between, and both sides of one query. */
export async function thenAndNow(service: Service) {
  const authorization = { authorization: `Bearer ${await desk(service)}` }
  const { events, errors } = await publish(service, authorization.authorization.slice(7), REPORT)
  expect(errors).toEqual([])
  const id = events[0]!.id
  await sleep(5)
  const at = new Date().toISOString()
  await sleep(5)
  const mutate = async (input: object) => {
    const { data, errors: refusals } = await service.ask<{ correctEvent: { errors: { message: string }[] } } | null>(
      'mutation ($input: CorrectEventInput!) { correctEvent(input: $input) { errors { message } } }',
      { input: { event: id, expectedVersion: 1, reason: 'So it was', ...input } },
      authorization,
    )
    return [...(refusals ?? []), ...(data?.correctEvent.errors ?? [])].map(({ message }) => message)
  }
  expect(
    await mutate({
      title: 'The presidents speak twice',
      participations: [{ actor: await actorId(service), role: 'INITIATOR' }],
    }),
  ).toEqual([])
  const { data } = await service.ask<{ then: EventData; now: EventData }>(SIDES, { id, at })
  return { id, at, mutate, ...data }
}

async function actorId(service: Service): Promise<string> {
  const { data } = await service.ask<{ actor: { id: string } }>('{ actor(by: { name: "First President" }) { id } }')
  return data.actor.id
}
