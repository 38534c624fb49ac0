import { expect } from 'vitest'
import { createKey } from '../../server/auth/api-keys.ts'
import type { Service } from './service.ts'

/** The mutation that `publish` sends. */
export const PUBLISH = `mutation ($input: PublishReportInput!) { publishReport(input: $input) {
  isNew article { headline url } errors { code path message }
  events { key id certainty event { __typename title version participations { role actor { name } } } }
  resolved { key isNew actor { name } place { name } }
} }`

const TEXT = 'The two presidents spoke by telephone on Tuesday, a spokesman said.'
const QUOTE = 'The two presidents spoke by telephone'

/** An input of publishReport with one phone call. */
export function report(overrides: Record<string, unknown> = {}) {
  return {
    dataset: { name: 'desk', title: 'Example desk', licence: 'CC0-1.0' },
    article: { url: 'https://news.example/call', headline: 'A call', publisher: { name: 'Example News' } },
    actors: [
      { key: 'one', kind: 'PERSON', name: 'First President', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
      { key: 'two', kind: 'PERSON', name: 'Second President' },
    ],
    events: [
      {
        key: 'call',
        kind: 'PHONE_CALL',
        title: 'The presidents speak',
        realis: 'ACTUAL',
        occurred: { edtf: '2016-04-05', basis: 'RELATIVE' },
        participations: [
          { actor: 'one', role: 'INITIATOR' },
          { actor: 'two', role: 'RECIPIENT' },
        ],
        phoneCall: { topics: ['ceasefire'] },
        claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: QUOTE } }],
      },
    ],
    text: TEXT,
    ...overrides,
  }
}

interface Published {
  publishReport: {
    isNew: boolean
    errors: { code: string; path: string[]; message: string }[]
    events: { id: string; event: { version: number } | null }[]
    resolved: unknown[]
  }
}

/** Creates an API key that may publish, correct and merge in all datasets that are not imported. */
export async function desk({ db }: Service): Promise<string> {
  const key = await createKey(db, 'Example desk', ['publish', 'correct', 'merge'], { datasets: ['*'] })
  if (key === undefined) throw new Error('The service already has a key named "Example desk".')
  return key
}

/** The result of correctEvent. */
export interface Corrected<Event> {
  event: Event | null
  errors: { code: string; path: string[]; message: string }[]
}

/**
 * Returns a function that sends a correction over HTTP.
 * @param query a mutation `correctEvent` with the variable `input`
 * @param event the event to correct unless the input has another one
 */
export function correcting<Event>(service: Service, key: string, query: string, event: string) {
  return async (input: object): Promise<Corrected<Event>> => {
    const { data, errors } = await service.ask<{ correctEvent: Corrected<Event> }>(
      query,
      { input: { event, reason: 'A reader reported an error', ...input } },
      { authorization: `Bearer ${key}` },
    )
    expect(errors).toBeUndefined()
    return data.correctEvent
  }
}

/** Publishes a report over HTTP. */
export async function publish(service: Service, key: string, input: object) {
  const { data, errors } = await service.ask<Published>(PUBLISH, { input }, { authorization: `Bearer ${key}` })
  expect(errors).toBeUndefined()
  return data.publishReport
}
