import { expect } from 'vitest'
import { publishReport } from '../../ingest/publish.ts'
import { claim, phoneCall, reportDocument, TEXT } from '../support/documents/report-document.ts'
import type { Service } from '../support/service.ts'

export const URL = 'https://news.example/1'
export const SECOND = `Corrected text. ${TEXT.replace('It reportedly asked', 'It asked')}`
export const THIRD = TEXT.replace('phoned', 'called')

const ARTICLE = `query ($url: URL, $event: ID!) {
  articles(where: { url: $url }) { nodes {
    id version url headline language length textSha256 body publisher { name } publishedOn
    versions { version textSha256 length headline language body article { id } }
    revisions { version kind by reason changes { field before after } }
  } }
  event(id: $event) { version claims { articleVersion { version } quote { exact start verification inLatestVersion } } }
}`

export interface Stored {
  articles: { nodes: { id: string; versions: { version: number }[]; revisions: object[] }[] }
  event: { version: number; claims: { quote: object }[] }
}

/** Publishes a report of the article, with or without its text, whose events have one claim for each quote. */
export async function publish(
  { db }: Service,
  text: string | undefined,
  quotes: readonly string[],
  article: object = {},
) {
  const claims = quotes.map((exact) => claim(exact, { quote: { exact } }))
  const document = reportDocument({ article: { url: URL, ...article }, events: [phoneCall({ claims })] })
  const result = await publishReport(db, document, { by: 'desk', text })
  return { ...result, event: result.events[0]?.id ?? '' }
}

/** Reads the article and an event. */
export async function read(service: Service, event: string): Promise<Stored> {
  const { data, errors } = await service.ask<Stored>(ARTICLE, { url: URL, event })
  expect(errors).toBeUndefined()
  return data
}

/** Reads the version of an event and the fates of its quotes; null if there was no such event. */
export async function fatesOf(service: Service, event: string, asOf?: string) {
  const { data, errors } = await service.ask<{ event: Stored['event'] | null }>(
    'query ($event: ID!, $asOf: DateTime) { event(id: $event, asOf: $asOf) { version claims { quote { fate: inLatestVersion } } } }',
    { event, asOf },
  )
  expect(errors).toBeUndefined()
  return data.event && [data.event.version, ...data.event.claims.map(({ quote }) => (quote as { fate: string }).fate)]
}
