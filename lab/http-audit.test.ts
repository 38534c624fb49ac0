import { auditServer } from 'graphql-http'
import { expect, inject, test } from 'vitest'

test('passes every audit of GraphQL over HTTP', async () => {
  const results = await auditServer({ url: inject('url') })
  expect(results).toHaveLength(61)
  expect(
    results.flatMap((result) => (result.status === 'ok' ? [] : [`${result.status}: ${result.name}: ${result.reason}`])),
  ).toEqual([])
})
