import { auditServer } from 'graphql-http'
import { expect } from 'vitest'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

test('GraphQL over HTTP: every audit of graphql-http is met', async ({ seeded }) => {
  const listener = await listen(seeded)
  try {
    const results = await auditServer({ url: `${listener.origin}/graphql` })
    expect(results).toHaveLength(61)
    expect(
      results.flatMap((result) =>
        result.status === 'ok' ? [] : [`${result.status}: ${result.name}: ${result.reason}`],
      ),
    ).toEqual([])
  } finally {
    await listener.close()
  }
})
