import { expect } from 'vitest'
import { IdempotencyKeyError } from '../../ingest/format/problem.ts'
import { phoneCall, reportDocument } from '../support/documents/report-document.ts'
import { accept, countRows } from '../support/ingest.ts'
import { test, type Service } from '../support/service.ts'

const Q = { scheme: 'WIKIDATA', value: 'Q7' }
const ISO = { scheme: 'ISO3166_A3', value: 'CCC' }

/**
 * Publishes all documents at the same time. A report before them creates the dataset: otherwise they would wait for each
 * other at its row and not run at the same time.
 * @returns the result or the error of each
 */
async function race(service: Service, documents: unknown[]) {
  await accept(service, reportDocument({ idempotencyKey: 'first' }))
  return Promise.all(documents.map((document) => accept(service, document).catch((error: unknown) => error)))
}

test('shares an actor between simultaneous reports that have different external ids of it', async ({ service }) => {
  const externalIdLists = [[Q], [ISO, Q], [], [Q, ISO], [ISO, Q], []]
  const documents = externalIdLists.map((externalIds, i) =>
    reportDocument({
      article: { url: `https://news.example/${i}` },
      actors: [
        { key: 'a', kind: 'STATE', name: 'State C', externalIds },
        { key: 'b', kind: 'STATE', name: 'State B' },
      ],
    }),
  )
  const outcomes = await race(service, documents)
  expect(outcomes.map((outcome) => (outcome instanceof Error ? outcome.message : 'stored'))).toEqual(
    externalIdLists.map(() => 'stored'),
  )
  expect(await countRows(service)).toMatchObject({ actors: 3, events: externalIdLists.length + 1 })
  const { data } = await service.ask('{ actor(by: { name: "State C" }) { externalIds { value } } }')
  expect(data).toEqual({ actor: { externalIds: expect.toSatisfy((ids: unknown[]) => ids.length === 2) } })
})

test('publishes simultaneous reports with the same offices and storylines in another order without deadlock', async ({
  service,
}) => {
  const numbers = Array.from({ length: 60 }, (_, i) => i)
  const documents = Array.from({ length: 8 }, (_, i) => {
    const ordered = i % 2 === 0 ? numbers : numbers.toReversed()
    return reportDocument({
      article: { url: `https://news.example/${i}` },
      offices: ordered.map((n) => ({ key: `o${n}`, title: `Office ${n}` })),
      storylines: ordered.map((n) => ({ key: `s${n}`, title: `Story ${n}`, ...(n > 0 && { parent: `s${n - 1}` }) })),
    })
  })
  const outcomes = await race(service, documents)
  expect(outcomes.filter((outcome) => outcome instanceof Error)).toEqual([])
  expect(await countRows(service)).toMatchObject({ offices: 60, storylines: 60, events: 9 })
})

test('stores one of several simultaneous reports with one idempotency key and refuses the others', async ({
  service,
}) => {
  const documents = Array.from({ length: 6 }, (_, i) =>
    reportDocument({ idempotencyKey: 'one', events: [phoneCall({ title: `Call ${i}` })] }),
  )
  const outcomes = await race(service, documents)
  expect(outcomes.filter((outcome) => outcome instanceof IdempotencyKeyError)).toHaveLength(5)
  expect(outcomes.filter((outcome) => !(outcome instanceof Error))).toMatchObject([{ created: true }])
  expect(await countRows(service)).toMatchObject({ events: 2, submissions: 2 })
})
