import { publish, report } from '../../../support/publisher-client.ts'
import type { Service } from '../../../support/service.ts'
import { prepared } from '../merging.ts'

export const URL = 'https://news.example/call'
export const FIRST = 'The two presidents spoke by telephone on Tuesday, a spokesman said.'
export const SECOND = 'The two presidents spoke by telephone on Wednesday, a spokesman said.'
const CLAIMS = `version claims { id aspect articleVersion { version textSha256 }
  quote { exact start verification inLatestVersion } }`

interface Claim {
  id: string
  articleVersion: { version: number }
  quote: { exact: string; verification: string; inLatestVersion: string }
}

/** Publishes two texts of an article, with one event of each, and returns functions for corrections of the first. */
export async function published(service: Service, second: object = { text: SECOND }) {
  const { key, mutate } = await prepared(service)
  const [event] = report().events
  const withQuote = (exact: string, more: object) =>
    report({
      article: { url: URL, headline: 'A call', language: 'en' },
      events: [{ ...event, claims: [{ aspect: 'TIME', certainty: 'REPORTED', quote: { exact } }] }],
      ...more,
    })
  const first = await publish(service, key, withQuote('on Tuesday', { text: FIRST }))
  const later = await publish(service, key, withQuote('on Wednesday', second))
  const [id = '', laterId = ''] = [first, later].map(({ events }) => events[0]?.id)
  const claims = async (asOf?: string) => {
    const { data } = await service.ask<{ event: { version: number; claims: Claim[] } }>(
      `query ($id: ID!, $asOf: DateTime) { event(id: $id, asOf: $asOf) { ${CLAIMS} } }`,
      { id, asOf },
    )
    return data.event
  }
  const [stored] = (await claims()).claims
  const kept = { claim: stored?.id, aspect: 'TIME', certainty: 'REPORTED', quote: { exact: 'on Tuesday' } }
  const correct = async (expectedVersion: number, added: object, more: object = {}) =>
    mutate('correctEvent', `event { ${CLAIMS} }`, {
      event: id,
      expectedVersion,
      reason: 'A second claim',
      claims: [kept, { aspect: 'CONTEXT', certainty: 'REPORTED', ...added }],
      ...more,
    })
  return { key, mutate, id, laterId, claims, correct, kept }
}
